"""Numbers of judged pairs against scikit-learn, brute force and paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, roc_auc_score

from engine.contracts import Pairs
from engine.evaluation import Judged, judged, usual_threshold
from engine.evaluation.judged import auc, by_user_auc, by_user_ndcg

PAIRS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans(), st.floats(0.1, 9.0)), min_size=2, max_size=40
)


def made(n_users=30, each=6, seed=0, ties=True):
    rng = np.random.default_rng(seed)
    users = np.repeat(np.arange(n_users), each).astype(np.int32)
    scores = rng.integers(0, 5, len(users)).astype(float) if ties else rng.normal(size=len(users))
    feedback = rng.integers(1, 6, len(users)).astype(float)
    return Judged(users, scores, feedback, feedback >= 4, rng.uniform(0.5, 5, len(users)))


def test_pooled_auc_is_scikit_learns_with_weights_and_ties():
    of = made()
    assert auc(of.scores, of.relevant, of.weights) == pytest.approx(
        roc_auc_score(of.relevant, of.scores, sample_weight=of.weights), abs=1e-12
    )


@given(PAIRS)
def test_auc_within_users_equals_a_double_loop(rows):
    users, scores, relevant, weights = (np.array(of) for of in zip(*sorted(rows), strict=True))
    of = Judged(users.astype(np.int32), scores.astype(float), scores * 0.0, relevant, weights)
    expected = {}
    for user in set(users.tolist()):
        mine = np.flatnonzero(users == user)
        pairs = [(i, j) for i in mine if relevant[i] for j in mine if not relevant[j]]
        if pairs:
            lead = sum(
                weights[i] * weights[j] * (1.0 * (scores[i] > scores[j]) + 0.5 * (scores[i] == scores[j]))
                for i, j in pairs
            )
            expected[user] = lead / sum(weights[i] * weights[j] for i, j in pairs)
    found, values = by_user_auc(of)
    assert found.tolist() == sorted(expected) and values == pytest.approx([expected[u] for u in sorted(expected)])


def test_ndcg_within_users_is_scikit_learns():
    of = made(ties=False)
    users, values = by_user_ndcg(of, k=3)
    for user, value in zip(users, values, strict=True):
        rows = of.users == user
        gains = (of.weights * of.relevant)[rows]
        assert value == pytest.approx(ndcg_score([gains], [of.scores[rows]], k=3), abs=1e-12)
    assert set(np.unique(of.users)) - set(users) == {u for u in range(30) if not of.relevant[of.users == u].any()}


def test_weights_of_one_change_nothing_and_weights_of_two_count_twice():
    of = made()
    twice = Judged(*(np.repeat(getattr(of, f), 2) for f in ("users", "scores", "feedback", "relevant", "weights")))
    plain = {k: v for k, v in judged(of, True).items() if "ndcg" not in k}
    assert {k: v for k, v in judged(twice, True).items() if "ndcg" not in k} == pytest.approx(plain)


def test_both_conventions_for_users_without_a_relevant_pair():
    users = np.repeat(np.arange(20), 2).astype(np.int32)
    feedback = np.where(users < 15, np.tile([5.0, 1.0], 20), 1.0)
    of = Judged(users, np.tile([2.0, 1.0], 20), feedback, feedback >= 4, np.ones(40))
    found = judged(of, on_scale=False)
    assert found["ndcg@5"] == 1.0 and found["ndcg@5_all"] == pytest.approx(15 / 20)
    assert found["mse"] is None and found["gauc"] == 1.0


def test_what_is_undefined_or_of_too_few_is_absent():
    of = made(n_users=9)
    assert set(judged(of, True).values()) == {None}
    clicks = made()
    alone = Judged(clicks.users, clicks.scores, clicks.feedback, np.ones(len(clicks.users), bool), clicks.weights)
    found = judged(alone, True)
    assert found["auc"] is found["gauc"] is found["ndcg@5"] is None and found["mse"] is not None


def test_pairs_without_a_threshold_are_all_relevant():
    ones = np.ones(3, np.float32)
    pairs = Pairs(np.arange(3, dtype=np.int32), np.arange(3, dtype=np.int32), np.array([1, 4, 5], np.float32), ones)
    assert Judged.of(pairs, ones, None, None).relevant.all()
    assert Judged.of(pairs, ones, 4.0, None).relevant.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("values", "span", "expected"),
    [
        ([1, 2, 3, 4, 5], (1.0, 5.0), 4.0),
        ([0.5, 3.5, 4, 5], (0.5, 5.0), 4.0),
        ([0, 1], (0.0, 1.0), 1.0),
        (range(1, 11), (1.0, 10.0), 8.0),
        (range(0, 101), (0.0, 100.0), 75.0),
        ([3.0], (3.0, 3.0), 3.0),
    ],
)
def test_the_usual_threshold_is_the_upper_quarter_of_the_scale(values, span, expected):
    assert usual_threshold(np.array(list(values), np.float32), span) == pytest.approx(expected)


def test_errors_over_users_and_over_pairs_on_paper():
    """Ten users with one pair each and an error of 1, one user with ten pairs and errors of 3."""
    users = np.concatenate([np.arange(10), np.full(10, 10)]).astype(np.int32)
    errors = np.where(users < 10, 1.0, 3.0)
    found = judged(Judged(users, errors, errors * 0, np.zeros(20, bool), np.ones(20)), True)
    assert found["mse"] == pytest.approx((10 * 1 + 9) / 11) and found["mae"] == pytest.approx((10 * 1 + 3) / 11)
    assert found["mse_by_pair"] == 5.0 and found["mae_by_pair"] == 2.0
