"""Verdicts are read off intervals; suppression leaves nothing to subtract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.estimate import Interval
from engine.statistics.suppression import suppressed, suppressed_overlapping
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
    assert suppressed([{"a": 104, "b": 60}], 10) == set()
    assert suppressed([{"M": 60, "F": 40, "other": 4}], 10) == {"other", "F"}
    assert suppressed([{"M": 60, "x": 4, "y": 3}], 10) == {"M", "x", "y"}
    assert suppressed([{"M": 60, "F": 50, "x": 8, "y": 7}], 10) == {"x", "y"}
    assert suppressed([{"one": 5}], 10) == {"one"}
    assert suppressed([{"M": 60, "F": 40, "X": 20}, {"M": 30, "F": 25, "X": 6}], 10) == {"X", "F"}


def test_overlapping_groups_hide_those_whose_complement_is_small():
    assert suppressed_overlapping([{"a": 95, "b": 40, "c": 5}], [100], 10) == {"a", "c"}


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=1, max_size=7), min_size=1, max_size=3
    )
)
def test_no_hidden_group_can_be_found_by_subtraction(counts):
    hidden = suppressed(counts, 10)
    for sizes in counts:
        assert all(n == 0 or n >= 10 or name in hidden for name, n in sizes.items())
        known = {name for name, n in sizes.items() if n > 0}
        total = sum(sizes.get(name, 0) for name in hidden)
        assert total == 0 or total >= 10 or hidden >= known
