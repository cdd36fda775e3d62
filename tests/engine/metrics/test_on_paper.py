"""A log of three users worked out on paper.

user 0: list 4 7 2 9, relevant 7 9 (ranks 2 and 4)     user 1: list 1 3 5 8, relevant 1 (rank 1)
user 2: list 0 6 2 4, relevant 30 (not shown)            user 3: list 0 1 2 3, nothing relevant
"""

from math import log2

import pytest

from engine.metrics.average_popularity import AveragePopularity
from engine.metrics.catalogue_coverage import CatalogueCoverage
from engine.metrics.gini import Gini
from engine.metrics.hit_rate import HitRate
from engine.metrics.mae import MAE
from engine.metrics.material import missing
from engine.metrics.mse import MSE
from engine.metrics.ndcg import NDCG
from engine.metrics.recall import Recall

LISTS = {0: [4, 7, 2, 9], 1: [1, 3, 5, 8], 2: [0, 6, 2, 4], 3: [0, 1, 2, 3]}
RELEVANT = {0: {7, 9}, 1: {1}, 2: {30}}


def test_ndcg(made, by_user):
    ideal = 1 + 1 / log2(3)
    expected = {0: (1 / log2(3) + 1 / log2(5)) / ideal, 1: 1.0, 2: 0.0}
    assert by_user(NDCG(k=4), made(LISTS, RELEVANT)) == pytest.approx(expected, abs=1e-11)


def test_ndcg_cuts_the_list_and_the_ideal_at_k(made, by_user):
    found = by_user(NDCG(k=2), made(LISTS, {0: {7, 9, 11, 12}}))
    assert found == pytest.approx({0: (1 / log2(3)) / (1 + 1 / log2(3))}, abs=1e-11)


def test_recall_and_hit_rate(made, by_user):
    assert by_user(Recall(k=2), made(LISTS, RELEVANT)) == {0: 0.5, 1: 1.0, 2: 0.0}
    assert by_user(HitRate(k=2), made(LISTS, RELEVANT)) == {0: 1.0, 1: 1.0, 2: 0.0}


def test_users_without_a_relevant_item_or_without_a_list_are_not_judged(made, by_user):
    for metric in (NDCG(), Recall(), HitRate()):
        assert set(by_user(metric, made(LISTS, {**RELEVANT, 5: {1}}))) == {0, 1, 2}


def test_average_popularity(made, by_user):
    train = [(u, 4, 1.0) for u in range(5)] + [(9, 7, 1.0)]
    found = by_user(AveragePopularity(k=2), made(LISTS, RELEVANT, train))
    assert found == {0: 3.0, 1: 0.0, 2: 0.0, 3: 0.0}


def test_errors_by_user_and_by_pair(made, by_user):
    judged = made(LISTS, RELEVANT, scores=[4.0, 4.0, 5.0, 2.0])  # feedback is 5 everywhere
    assert by_user(MAE(), judged) == pytest.approx({0: 1.0, 1: 0.0, 2: 3.0}, abs=1e-6)
    assert by_user(MSE(), judged) == pytest.approx({0: 1.0, 1: 0.0, 2: 9.0}, abs=1e-6)
    table = MAE(per="pair").units(judged).collect().to_pandas().sort_values("user_code")
    assert table["numerator"].tolist() == pytest.approx([2.0, 0.0, 3.0]) and table["denominator"].tolist() == [2, 1, 1]


def test_errors_of_scores_that_are_no_feedback_are_undefined(made):
    assert missing(MAE.NEEDS, made(LISTS, RELEVANT)) == "not_on_scale"
    ranking = made(LISTS, RELEVANT, scores=[4.0, 4.0, 5.0, 2.0], on_scale=False)
    assert missing(MAE.NEEDS, ranking) == "not_on_scale"


def test_gini_counts_the_whole_catalogue(made):
    everybody_gets_one = {u: [0] for u in range(4)}
    assert Gini(k=1).value(made(everybody_gets_one, RELEVANT)) == pytest.approx(1.0)
    equal = {u: [u] for u in range(48)}
    assert Gini(k=1).value(made(equal, RELEVANT)) == pytest.approx(0.0, abs=1e-12)
    half = {u: [u % 24] for u in range(48)}
    assert Gini(k=1).value(made(half, RELEVANT)) == pytest.approx(24 / 47)


def test_catalogue_coverage(made):
    assert CatalogueCoverage(k=2).value(made(LISTS, RELEVANT)) == 6 / 48
