"""The spread of group values, and its bounds against every vertex and a fine search inside the box."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics import spread as room
from engine.statistics.spread import spread, spread_bounds

PARTS = st.integers(0, 1000).map(lambda part: part / 1000)
BOXES = st.lists(st.tuples(PARTS, PARTS).map(sorted), min_size=2, max_size=6).filter(lambda b: max(h for _, h in b) > 0)


def ends(box):
    return np.array(box).T


def test_on_paper():
    """Of 1 and 3: std 1, mean 2. All equal: 0. One of four has all: sqrt(3)."""
    assert spread(np.array([1.0, 3.0])) == 0.5 and spread(np.full(4, 0.3)) == pytest.approx(0)
    assert spread(np.array([1.0, 0, 0, 0])) == pytest.approx(np.sqrt(3))
    assert np.isnan(spread(np.zeros(3))) and np.isnan(spread(np.array([])))
    assert spread_bounds(np.array([1.0, 2.0]), np.array([2.0, 3.0])) == pytest.approx((0, 0.5))
    assert spread_bounds(np.array([1.0, 3.0]), np.array([2.0, 4.0])) == pytest.approx((0.2, 0.6))


@given(BOXES, st.integers(0, 2**32 - 1))
def test_no_point_of_the_box_is_beyond_the_bounds(box, seed):
    low, high = ends(box)
    least, greatest = spread_bounds(low, high)
    inside = low + (high - low) * np.random.default_rng(seed).random((200, len(low)))
    inside = inside[inside.mean(axis=1) > 1e-6]
    found = inside.std(axis=1) / inside.mean(axis=1)
    assert least <= found.min() + 1e-9 and found.max() <= greatest + 1e-9


@given(BOXES)
def test_the_greatest_is_a_vertex_and_the_outer_bound_is_no_less(box):
    low, high = ends(box)
    corners = [np.array(corner) for corner in itertools.product(*box) if sum(corner) > 0]
    greatest = spread_bounds(low, high)[1]
    assert greatest == pytest.approx(max(spread(corner) for corner in corners))
    assert greatest - 1e-9 <= room._outer(low, high)


@given(BOXES)
def test_the_least_is_that_of_a_fine_search(box):
    low, high = ends(box)
    grid = np.clip(np.geomspace(1e-3, 1, 4001)[:, None], low, high)
    least = spread_bounds(low, high)[0]
    assert (grid.std(axis=1) / grid.mean(axis=1)).min() == pytest.approx(least, abs=2e-3)
    assert least <= (grid.std(axis=1) / grid.mean(axis=1)).min() + 1e-12


def test_many_groups_have_an_outer_bound_that_is_close():
    rng = np.random.default_rng(0)
    middle = rng.uniform(0.5, 1.5, 12)
    low, high = middle * 0.9, middle * 1.1
    assert room._outer(low, high) == pytest.approx(spread_bounds(low, high)[1], rel=0.01)
    least, greatest = spread_bounds(np.append(low, low), np.append(high, high))
    assert least < spread(np.append(middle, middle)) < greatest < 2 * spread(middle)


@pytest.mark.parametrize(
    ("low", "high"), [([-0.1, 0.2], [0.1, 0.3]), ([0.0, 0.0], [0.0, 0.0]), ([np.nan, 0.1], [0.2, 0.3]), ([], [])]
)
def test_without_positive_values_there_is_no_spread(low, high):
    assert np.isnan(spread_bounds(np.array(low), np.array(high))).all()
