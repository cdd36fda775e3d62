"""Verdicts are read off intervals; suppression leaves nothing to subtract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.estimate import Interval
from engine.statistics.suppression import suppressed
from engine.statistics.verdicts import verdict

CASES = [
    (0.85, 1.10, "within"),
    (0.80, 1.25, "within"),
    (0.40, 0.79, "outside"),
    (1.26, 2.00, "outside"),
    (0.79, 0.81, "inconclusive"),
    (0.70, 1.30, "inconclusive"),
    (0.90, 1.26, "inconclusive"),
]


@pytest.mark.parametrize(("low", "high", "expected"), CASES)
def test_verdict(low, high, expected):
    assert verdict(Interval(low, high, 0.1, 1.96), (0.8, 1.25)) == expected


def test_suppression_on_paper():
    assert suppressed({"a": 104, "b": 60}, 10) == set()
    assert suppressed({"M": 60, "F": 40, "other": 4}, 10) == {"other", "F"}
    assert suppressed({"M": 60, "x": 4, "y": 3}, 10) == {"M", "x", "y"}
    assert suppressed({"M": 60, "F": 50, "x": 8, "y": 7}, 10) == {"x", "y"}
    assert suppressed({"one": 5}, 10) == {"one"}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8))
def test_no_hidden_group_can_be_found_by_subtraction(sizes):
    hidden = suppressed(sizes, 10)
    assert all(size == 0 or size >= 10 or name in hidden for name, size in sizes.items())
    known = {name for name, size in sizes.items() if size > 0}
    total = sum(sizes[name] for name in hidden)
    assert not hidden or total >= 10 or hidden >= known
    assert len(hidden) != 1 or hidden >= known
