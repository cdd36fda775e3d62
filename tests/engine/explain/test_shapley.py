"""SHAP values against the definition, added up by brute force, on trees with four features."""

from dataclasses import replace
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from engine.errors import RunError
from engine.explain.shapley import shapley
from engine.explain.surrogate import fit_surrogate

N, D = 2000, 4


@pytest.fixture(scope="module")
def table():
    """Features with unknown values and an interaction; the third has no effect."""
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(N, D))
    matrix[rng.random((N, D)) < 0.1] = np.nan
    filled = np.nan_to_num(matrix, nan=2.0)
    return matrix, filled[:, 0] * filled[:, 1] + filled[:, 3]


@pytest.fixture(scope="module")
def surrogate(table):
    return fit_surrogate(*table, seed=0)


def brute_force(surrogate, row, background):
    """phi by all 2^4 coalitions, each valued by the mean over the background."""

    def value(coalition):
        mixed = background.copy()
        mixed[:, list(coalition)] = row[list(coalition)]
        return surrogate.scores(mixed).mean()

    found = np.zeros(D)
    for feature in range(D):
        others = [other for other in range(D) if other != feature]
        for size in range(D):
            weight = factorial(size) * factorial(D - size - 1) / factorial(D)
            for coalition in combinations(others, size):
                found[feature] += weight * (value((*coalition, feature)) - value(coalition))
    return found


def test_values_are_those_of_the_definition(table, surrogate):
    matrix, _scores = table
    background, rows = matrix[:25], matrix[50:55]
    base, phi, error = shapley(surrogate, rows, background)
    assert base == pytest.approx(surrogate.scores(background).mean(), abs=1e-6)
    for row, own in zip(rows, phi, strict=True):
        np.testing.assert_allclose(own, brute_force(surrogate, row, background), atol=1e-6)
    assert error < 1e-6


def test_they_add_up_for_every_row(table, surrogate):
    matrix, _scores = table
    rows = matrix[:500]
    base, phi, _error = shapley(surrogate, rows, matrix[-50:])
    np.testing.assert_allclose(base + phi.sum(axis=1), surrogate.scores(rows), atol=1e-6)
    sizes = np.abs(phi).mean(axis=0)
    assert sizes[2] < 0.1 * sizes[[0, 1, 3]].min(), "a feature without effect has little"


def test_the_scale_of_the_scores_does_not_matter(table):
    matrix, scores = table
    large = fit_surrogate(matrix, 1e6 + 1e-2 * scores, seed=0)
    base, phi, error = shapley(large, matrix[:20], matrix[20:60])
    usual = shapley(fit_surrogate(matrix, scores, seed=0), matrix[:20], matrix[20:60])[1]
    np.testing.assert_allclose(phi, 1e-2 * usual, atol=1e-6)
    assert base == pytest.approx(1e6, rel=1e-6) and error < 1e-6


def test_what_does_not_add_up_is_refused(table, surrogate):
    matrix, _scores = table
    other = replace(surrogate, trees=fit_surrogate(matrix, matrix.sum(axis=1, where=~np.isnan(matrix)), 0).trees)
    broken = _Mixed(surrogate, other)
    with pytest.raises(RunError) as caught:
        shapley(broken, matrix[:5], matrix[:5])
    assert caught.value.code == "explain.not_additive" and str(caught.value)


class _Mixed:
    """The trees of one surrogate and the scores of another."""

    def __init__(self, trees, scores):
        self.trees, self.bins, self.centre, self.spread = trees.trees, trees.bins, trees.centre, trees.spread
        self.scores = scores.scores
