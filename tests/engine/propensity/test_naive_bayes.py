"""Naive Bayes: Bayes' rule on paper, a planted selection by rating, and logs that can't give it."""

from dataclasses import replace

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.errors import InputError
from engine.propensity import PROPENSITIES


def log(feedback):
    n = len(feedback)
    codes = np.arange(n, dtype=np.int32)
    return Pairs(codes, codes, np.asarray(feedback, dtype=np.float32), np.ones(n, dtype=np.float32))


def fit(known, train, aside, eligible, **params):
    evidence = replace(known, train=log(train), aside=log(aside), eligible=eligible)
    return PROPENSITIES["naive_bayes"](**params).fit(evidence, np.random.default_rng(0))


def test_on_paper(world):
    """4 of 20 pairs observed, a rating of 5 three times; the slice has a 5 in one row of four."""
    fitted = fit(world[0], [5, 5, 5, 1], [5, 1, 1, 1], Eligible(4, 5), smoothing=1e-9)
    p = fitted.observed(log([5, 1]))
    assert p == pytest.approx([(3 / 4) * (4 / 20) / (1 / 4), (1 / 4) * (4 / 20) / (3 / 4)])
    assert not fitted.relative and not fitted.everywhere
    smoothed = fit(world[0], [5, 5, 5, 1], [5, 1, 1, 1], Eligible(4, 5), smoothing=1.0)
    assert smoothed.observed(log([5])) == pytest.approx([(4 / 6) * (4 / 20) / (2 / 6)])


def test_a_planted_selection_by_rating_is_recovered_and_the_weights_add_up(world):
    rng = np.random.default_rng(3)
    ratings = rng.choice(5, (400, 300), p=[0.4, 0.25, 0.15, 0.12, 0.08]) + 1
    truth = np.array([0.01, 0.02, 0.05, 0.1, 0.3])
    seen = rng.random(ratings.shape) < truth[ratings - 1]
    aside = ratings[~seen][rng.permutation(int((~seen).sum()))[:4000]]
    fitted = fit(world[0], ratings[seen], np.concatenate([aside, ratings[seen][:200]]), Eligible(400, 300))
    assert fitted.observed(log([1, 2, 3, 4, 5])) == pytest.approx(truth, rel=0.15)
    total = (1 / fitted.observed(log(ratings[seen]))).sum() / ratings.size
    assert total == pytest.approx(1, abs=0.03)


def test_many_values_are_cut_into_bins_and_unknown_ones_find_theirs(world):
    rng = np.random.default_rng(0)
    fitted = fit(world[0], rng.random(5000) ** 0.5, rng.random(2000), Eligible(100, 100))
    grid = fitted.observed(log(np.linspace(-1, 2, 301)))
    assert len(np.unique(grid)) <= 10 and (np.diff(grid) > -0.1).all()
    assert grid[150] / grid[110] > 2, "what is liked was observed more often"


def test_most_values_are_the_same(world):
    many = np.concatenate([np.zeros(5000), np.arange(1, 40)])
    assert len(np.unique(fit(world[0], many, many, Eligible(100, 100)).observed(log(many)))) == 1
    shown = fit(world[0], np.arange(40), many, Eligible(100, 100)).observed(log([0, 30]))
    assert shown[1] > shown[0]


def test_never_above_one(world):
    assert fit(world[0], [5] * 9 + [1], [1] * 50, Eligible(2, 5)).observed(log([5])) == 1.0


def test_refused(world):
    for aside in (None, log([])):
        with pytest.raises(InputError) as error:
            PROPENSITIES["naive_bayes"]().fit(replace(world[0], aside=aside), np.random.default_rng(0))
        assert error.value.code == "propensity.no_aside" and "split.aside" in str(error.value)
    with pytest.raises(InputError) as error:
        fit(world[0], [1, 1], [1], Eligible(2, 2))
    assert error.value.code == "propensity.one_value" and "All feedback is 1.0" in str(error.value)
