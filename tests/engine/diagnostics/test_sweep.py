"""The clip sweep: each cut by hand, and how far clipping moves the mean."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.diagnostics.outcome import outcome
from engine.diagnostics.sweep import MULTIPLES, sweep


def outcome_of(users, values, kind="rating", relevance=None, n_users=50):
    n = len(values)
    ones = np.ones(n, dtype=np.float32)
    pairs = Pairs(np.asarray(users, np.int32), np.zeros(n, np.int32), np.asarray(values, np.float32), ones)
    return outcome(pairs, kind, relevance, n_users)


def test_each_cut_is_the_mean_with_bounded_weights():
    rng = np.random.default_rng(0)
    users, values, p = rng.integers(0, 50, 400), rng.integers(1, 6, 400), rng.beta(0.3, 1, 400) * 0.99 + 0.001
    found = sweep(outcome_of(users, values), p)
    assert [cut.multiple for cut in found.cuts] == list(MULTIPLES) and found.observed == pytest.approx(values.mean())
    for cut in found.cuts:
        w = np.minimum(1 / p, np.inf if cut.multiple is None else cut.multiple * (1 / p).mean())
        mean = (w @ values) / w.sum()
        parts = [(w * (values - mean))[users == u].sum() / w.sum() for u in range(50)]
        assert cut.estimate == pytest.approx(mean) and cut.effective == pytest.approx(w.sum() ** 2 / (w @ w))
        assert cut.error == pytest.approx(np.sqrt(np.square(parts).sum() * 50 / 49))
        assert cut.clipped == pytest.approx((1 / p > w + 1e-9).mean())
    assert [c.clipped for c in found.cuts] == sorted((c.clipped for c in found.cuts), reverse=True)
    assert found.cuts[-1].clipped == 0


def test_a_mean_that_hangs_on_one_row_is_poor():
    values, p = np.r_[np.ones(999), 5.0], np.r_[np.full(999, 0.5), 1e-4]
    assert sweep(outcome_of(np.arange(1000) % 50, values), p).verdict == "poor"
    even = sweep(outcome_of(np.arange(1000) % 50, values), np.full(1000, 0.3))
    assert even.verdict == "good" and even.moved == 0 and all(cut.clipped == 0 for cut in even.cuts)


def test_what_has_no_mean_worth_weighting():
    assert outcome_of([0, 1], [3, 3]) is None
    assert outcome_of([0, 1], [1, 1], "click") is None
    assert outcome_of([0, 1], [1, 2], "click", relevance=3.0) is None
    clicks = outcome_of([0, 1], [1, 2], "click", relevance=2.0)
    assert clicks.kind == "positives" and clicks.values.tolist() == [0.0, 1.0]
    ratings = outcome_of([0, 1], [1, 2], relevance=9.0)
    assert ratings.kind == "feedback" and ratings.positives is None


def test_one_user_has_no_error():
    assert sweep(outcome_of([0, 0], [1, 2]), np.array([0.5, 0.5])).cuts[0].error is None
