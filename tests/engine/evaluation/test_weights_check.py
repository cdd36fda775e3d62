"""Weights against a randomized test: right ones agree, wrong ones are told, and the slice's size counts."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.evaluation import weights_tested
from engine.words.findings import say

SHARES = np.array([0.3, 0.25, 0.2, 0.15, 0.1])


def world(seed, by_rating=2.0, n_users=250, n_items=60):
    """Ratings of all pairs with users of their own level; an observed sample, and one drawn at random."""
    rng = np.random.default_rng(seed)
    score = 0.7 * rng.normal(size=(n_users, 1)) + rng.normal(size=(n_users, n_items))
    rating = 1.0 + np.searchsorted(np.quantile(score, SHARES.cumsum()[:-1]), score.ravel()).reshape(score.shape)
    p = 0.02 * by_rating ** (rating - 1)
    seen, shown = rng.random(score.shape) < p, rng.random(score.shape) < 0.1
    error = (rating - 2.5) ** 2 + rng.normal(size=score.shape) ** 2
    return rng, rating, p, error, seen, shown


def pairs(rating, chosen):
    users, items = np.nonzero(chosen)
    ones = np.ones(len(users), np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), rating[chosen].astype(np.float32), ones)


def told(seed, power=1.0, slice_size=None, counted=True):
    """Weights 1/p^power; with a slice, 1/p as naive Bayes learns it from so many random pairs."""
    rng, rating, p, error, seen, shown = world(seed)
    weights, of_slice = (1 / p**power)[seen], None
    if slice_size is not None:
        drawn = rng.choice(rating.ravel(), slice_size)
        ratings = np.arange(1, 6)
        there = (drawn[:, None] == ratings).sum(axis=0) / (rating[seen][:, None] == ratings).sum(axis=0)
        weights, of_slice = there[rating[seen].astype(int) - 1], there[drawn.astype(int) - 1]
    of_slice = of_slice if counted else None
    return weights_tested(pairs(rating, seen), pairs(rating, shown), weights, (error[seen], error[shown]), of_slice)


def test_right_weights_agree_as_often_as_the_level_says():
    codes = [told(seed).code for seed in range(300)]
    assert 0.92 <= np.mean([code == "weights.agree" for code in codes]) <= 0.98


@pytest.mark.parametrize("power", [0.0, 0.5])
def test_weights_that_leave_selection_are_told(power):
    found = told(0, power)
    assert (found.code, found.severity) == ("weights.differ", "caution")
    assert found.facts["feedback_low"] > 0
    assert "do not bring the log to the randomized test" in say(found)


def test_a_small_slice_is_counted():
    """Without its part an interval of weights learned from 300 pairs would be too short."""
    counted, not_counted = (
        np.mean([told(seed, slice_size=300, counted=of).code == "weights.agree" for seed in range(200)])
        for of in (True, False)
    )
    assert 0.92 <= counted <= 0.99 and not_counted < counted - 0.1


def test_numbers_are_those_of_the_pairs():
    _rng, rating, p, error, seen, shown = world(3)
    facts = told(3).facts
    assert facts["feedback_weighted"] == pytest.approx(np.average(rating[seen], weights=1 / p[seen]))
    assert facts["mse_plain"] == pytest.approx(error[seen].mean())
    assert facts["mse_test"] == pytest.approx(error[shown].mean())
    assert facts["mse_difference"] == pytest.approx(facts["mse_weighted"] - facts["mse_test"])
    assert "does not contradict" in say(told(3))


def test_few_users_are_no_test():
    _rng, rating, p, error, seen, shown = world(0, n_users=20)
    few = weights_tested(pairs(rating, seen), pairs(rating, shown), 1 / p[seen], (error[seen], error[shown]), None)
    assert few is None
