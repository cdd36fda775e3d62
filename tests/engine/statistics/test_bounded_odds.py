"""The marginal sensitivity model: against every vertex of the box, at its ends, and where a conclusion flips."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.bounded_odds import (
    bounds,
    extreme_mean,
    extreme_weights,
    flip,
    range_of_gap,
    range_of_mean,
    weighted_mean,
)

PAIR = st.tuples(st.floats(-5, 5), st.floats(0.01, 1))
PAIRS = st.lists(PAIR, min_size=1, max_size=8).map(np.array)
ODDS = st.floats(1, 30)


@given(PAIRS, ODDS)
def test_the_extremes_are_those_of_all_vertices(pairs, odds):
    values, (low, high) = pairs[:, 0], bounds(pairs[:, 1], odds)
    means = [weighted_mean(values, np.array(corner)) for corner in product(*zip(low, high, strict=True))]
    found = range_of_mean(values, pairs[:, 1], odds)
    assert found == pytest.approx((min(means), max(means)), abs=1e-9)
    weights = extreme_weights(values, low, high)
    assert ((weights == low) | (weights == high)).all()
    assert extreme_mean(values, low, high) == pytest.approx(max(means), abs=1e-9)


@given(PAIRS, ODDS)
def test_weights_are_the_inverse_of_the_bounded_propensities(pairs, odds):
    p = pairs[:, 1]
    low, high = bounds(p, odds)
    assert 1 / high == pytest.approx(p / (p + odds * (1 - p)))
    assert 1 / low == pytest.approx(odds * p / (odds * p + 1 - p))


@given(PAIRS, ODDS, ODDS)
def test_a_larger_bound_only_widens(pairs, one, other):
    values, p = pairs.T
    narrow, wide = (range_of_mean(values, p, odds) for odds in sorted((one, other)))
    assert wide[0] <= narrow[0] + 1e-9 and narrow[1] <= wide[1] + 1e-9


@given(PAIRS)
def test_no_hidden_cause_is_the_weighted_mean(pairs):
    values, p = pairs.T
    plain = weighted_mean(values, 1 / p)
    assert range_of_mean(values, p, 1.0) == pytest.approx((plain, plain), abs=1e-9)


def test_certain_pairs_are_not_moved():
    assert range_of_mean(np.array([1.0, 3.0]), np.ones(2), 50.0) == (2.0, 2.0)


@pytest.mark.parametrize("odds", [0.99, 0.0, -1.0, np.nan])
def test_a_bound_below_one_is_no_bound(odds):
    with pytest.raises(ValueError, match="odds bound"):
        bounds(np.array([0.5]), odds)


def test_a_conclusion_flips_where_paper_says():
    """Two pairs with p = 1/2, values 1 and -1/2: the least mean is 0 where (1 + 1/L) = (1 + L) / 2, so at L = 2."""
    values, p = np.array([1.0, -0.5]), np.array([0.5, 0.5])
    assert flip(lambda odds: range_of_mean(values, p, odds)) == pytest.approx(2.0, rel=1e-7)
    assert flip(lambda odds: range_of_mean(-values, p, odds)) == pytest.approx(2.0, rel=1e-7)
    assert flip(lambda odds: range_of_mean(values, p, odds), most=1.9) is None
    assert flip(lambda odds: range_of_mean(values, p, odds), against=0.25) == 1.0


def test_the_flip_of_a_gap_is_its_last_safe_bound():
    rng = np.random.default_rng(0)
    one, p = rng.normal(0.3, 1, 400), rng.uniform(0.1, 0.9, 400)
    other, q = rng.normal(0, 1, 300), rng.uniform(0.1, 0.9, 300)
    at = flip(lambda odds: range_of_gap(one, p, other, q, odds))
    assert at is not None and 1 < at < 2
    assert range_of_gap(one, p, other, q, at)[0] <= 0 < range_of_gap(one, p, other, q, at * 0.999)[0]
