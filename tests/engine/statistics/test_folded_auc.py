"""The AUC over folds: brute force, DeLong's variance, planted AUCs that intervals hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine.statistics.folded_auc import auc_interval, folded_auc, mean_auc

ONE = np.zeros(6, dtype=np.int64)


def brute(scores, positive):
    """Every pair, one after the other."""
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[positive] for b in scores[~positive]]
    return sum(pairs) / len(pairs)


def test_by_hand():
    scores = np.array([0.9, 0.8, 0.3, 0.7, 0.3, 0.1])
    positive = np.array([1, 1, 1, 0, 0, 0], dtype=bool)
    found = folded_auc(scores, positive, ONE)
    assert found.value == pytest.approx((3 + 3 + 1.5) / 9)
    placed = np.array([1, 1, 0.5]), np.array([2 / 3, 5 / 6, 1])
    delong = placed[0].var(ddof=1) / 3 + placed[1].var(ddof=1) / 3
    assert np.square(found.influence).sum() / 36 == pytest.approx(delong)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 2)), min_size=12, max_size=60))
def test_equals_every_pair_within_each_fold(rows):
    scores, positive, folds = (np.array(part) for part in zip(*rows, strict=True))
    found = folded_auc(scores.astype(float), positive, folds)
    parts = [(scores[folds == f], positive[folds == f]) for f in np.unique(folds)]
    if any(min(side.sum(), (~side).sum()) < 2 for _, side in parts):
        assert found is None
        return
    assert found.value == pytest.approx(np.mean([brute(*part) for part in parts]), abs=1e-12)
    assert found.influence.sum() == pytest.approx(0, abs=1e-9)
    flipped = folded_auc(-scores.astype(float), positive, folds)
    assert flipped.value == pytest.approx(1 - found.value)


def test_scores_of_different_folds_are_not_compared():
    scores, folds = np.tile([1.0, 1.0, 0.0, 0.0], 2), np.repeat([0, 1], 4)
    positive = scores == 1
    assert folded_auc(scores + 100 * folds, positive, folds).value == folded_auc(scores, positive, folds).value == 1


def test_nothing_varies_no_interval():
    positive = np.array([1, 1, 1, 0, 0, 0], dtype=bool)
    assert auc_interval(folded_auc(positive.astype(float), positive, ONE), 0.05) is None
    assert auc_interval(folded_auc(np.zeros(6), positive, ONE), 0.05) is None


def test_the_interval_holds_a_planted_auc():
    """Normal scores a distance of d apart have the AUC Phi(d / sqrt 2)."""
    rng, held, d = np.random.default_rng(0), 0, 1.0
    for _ in range(400):
        positive = rng.permutation(200) < 60
        found = folded_auc(rng.normal(size=200) + d * positive, positive, np.arange(200) % 5)
        low, high = auc_interval(found, 0.05)
        held += low <= stats.norm.cdf(d / np.sqrt(2)) <= high
    assert 0.91 <= held / 400 <= 0.98


def test_the_mean_of_an_auc_and_itself_is_that_auc():
    rng = np.random.default_rng(1)
    positive = rng.random(50) < 0.5
    one = folded_auc(rng.random(50), positive, np.arange(50) % 2)
    both = mean_auc([one, one])
    assert both.value == one.value and np.array_equal(both.influence, one.influence)
