"""Utility weighted by relative propensities: on paper, and what it comes down to without weights."""

import pytest

from engine.metrics.ndcg import NDCG
from engine.metrics.recall import Recall
from engine.metrics.weighted_ndcg import WeightedNDCG
from engine.metrics.weighted_recall import WeightedRecall

LISTS = {0: [4, 7, 2, 9], 1: [1, 3, 5, 8], 2: [0, 6, 2, 4]}
RELEVANT = {0: {7, 9}, 1: {1, 3, 30}, 2: {30}, 5: {1}}
TRAIN = [(u, 7, 1.0) for u in range(1)] + [(u, 9, 1.0) for u in range(4)] + [(u, 1, 1.0) for u in range(16)]


def test_rare_items_weigh_more(made, by_user):
    material = made(LISTS, RELEVANT, TRAIN)
    # weights (16/n)^0.5: item 7: 4, item 9: 2, item 1: 1; items 3 and 30, never met, count as met once: 4
    assert by_user(WeightedRecall(k=2), material) == pytest.approx({0: 4 / 6, 1: 5 / 9, 2: 0.0}, abs=1e-9)
    assert by_user(WeightedRecall(k=2, eta=1.0), material)[0] == pytest.approx(16 / 20, abs=1e-9)
    ranked = by_user(WeightedNDCG(k=2), material)
    d = 0.6309297535714575  # 1 / log2(3)
    assert ranked == pytest.approx({0: 4 * d / (4 + 2 * d), 1: (1 + 4 * d) / (4 + 4 * d), 2: 0.0}, abs=1e-9)


def test_without_weights_they_are_recall_and_ndcg(made, by_user):
    material = made(LISTS, RELEVANT, TRAIN)
    assert by_user(WeightedRecall(eta=0.0), material) == pytest.approx(by_user(Recall(), material), abs=1e-9)
    assert by_user(WeightedNDCG(eta=0.0), material) == pytest.approx(by_user(NDCG(), material), abs=1e-9)
    equal = made(LISTS, RELEVANT, [(0, i, 1.0) for i in (1, 3, 7, 9, 30)])
    assert by_user(WeightedRecall(), equal) == pytest.approx(by_user(Recall(), equal), abs=1e-9)


def test_the_weights_are_those_of_the_judged_positives(made):
    frame = WeightedNDCG().weights(made(LISTS, RELEVANT, TRAIN)).collect().to_pandas()
    rows = {(u, i): w for u, i, w in frame[["user_code", "item_code", "weight"]].itertuples(index=False)}
    expected = {(0, 7): 4.0, (0, 9): 2.0, (1, 1): 1.0, (1, 3): 4.0, (1, 30): 4.0, (2, 30): 4.0}
    assert rows == pytest.approx(expected), "user 5 has no list"
    of_user_0 = frame.loc[frame["user_code"] == 0, "weight"]
    assert of_user_0.sum() ** 2 / (of_user_0**2).sum() == pytest.approx(36 / 20)
    assert WeightedNDCG.WEIGHTED and WeightedRecall.WEIGHTED


def test_weights_recover_the_recall_of_all_that_is_liked(made, by_user):
    """Items are observed with a propensity that grows with popularity; the plain mean sees mostly the popular half."""
    # 16 liked items: 8 popular (all observed) of which 8 are listed, 8 rare (2 observed) of which 4 are listed.
    popular, rare = list(range(8)), list(range(8, 16))
    lists = dict.fromkeys(range(2), popular + rare[:4])
    observed = {0: {*popular, rare[0], rare[4]}}
    train = [(u, i, 1.0) for i in popular for u in range(16)] + [(0, i, 1.0) for i in rare]
    material = made(lists, observed, train)
    assert by_user(Recall(k=12), material)[0] == pytest.approx(9 / 10)
    assert by_user(WeightedRecall(k=12), material)[0] == pytest.approx(12 / 16, abs=1e-9), "the recall of all 16"
