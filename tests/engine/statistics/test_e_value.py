"""E-values: the published example, and the ratios at the ends."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.e_value import e_value, e_value_of_limit


def test_the_published_example():
    """VanderWeele & Ding (2017): a risk ratio of 3.9 with the interval [1.8, 8.7]."""
    assert e_value(3.9) == pytest.approx(7.26, abs=0.005)
    assert e_value_of_limit(1.8, 8.7) == pytest.approx(3.0)


@given(st.floats(0.001, 1000))
def test_it_explains_exactly_the_ratio_away(ratio):
    """The bias of a cause with both risk ratios E is E^2 / (2 E - 1): Ding & VanderWeele (2016)."""
    found = e_value(ratio)
    assert found >= 1 and found == pytest.approx(e_value(1 / ratio))
    assert found**2 / (2 * found - 1) == pytest.approx(max(ratio, 1 / ratio))


def test_limits_and_ends():
    assert e_value(1.0) == 1.0 and e_value(0.0) == math.inf
    assert e_value_of_limit(0.9, 1.2) == 1.0
    assert e_value_of_limit(0.2, 0.5) == pytest.approx(e_value(2.0))
    for bad in (-1.0, math.nan):
        with pytest.raises(ValueError, match="risk ratio"):
            e_value(bad)
