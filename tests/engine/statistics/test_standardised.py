"""Standardised values: on paper, against a loop, where confounding is planted, and without common support."""

import numpy as np
import pytest

from engine.statistics.gaps import gap
from engine.statistics.ratios import by_code, by_columns
from engine.statistics.standardised import standardised, standardised_columns


def test_on_paper():
    """Both groups have 0.4 in stratum 0 and 0.1 in stratum 1, in shares 3:1 and 1:3: plain gap, none adjusted."""
    codes, strata = np.repeat([0, 0, 1, 1], [30, 10, 10, 30]), np.repeat([0, 1, 0, 1], [30, 10, 10, 30])
    values = np.where(strata == 0, 0.4, 0.1)
    plain = by_code(values, np.ones(80), codes, 2)
    adjusted = standardised(values, np.ones(80), codes, 2, strata, 2)
    assert plain.value == pytest.approx([0.325, 0.175])
    assert adjusted.value == pytest.approx([0.25, 0.25]) and adjusted.n.tolist() == [40, 40]


def test_equals_a_loop_over_strata():
    rng = np.random.default_rng(0)
    codes, strata, rows = rng.integers(-1, 3, 900), rng.integers(-1, 4, 900), rng.integers(0, 5, 900).astype(float)
    numerator = rows * rng.gamma(2, 1, 900)
    found = standardised(numerator, rows, codes, 3, strata, 4)
    known = (codes >= 0) & (strata >= 0)
    for g in range(3):
        value, variance = 0.0, 0.0
        for s in range(4):
            weight = rows[known & (strata == s)].sum() / rows[known].sum()
            one = by_code(numerator, rows, np.where((codes == g) & (strata == s), 0, -1), 1)
            value, variance = value + weight * one.value[0], variance + weight**2 * one.covariance[0, 0]
        assert (found.value[g], found.error[g] ** 2) == pytest.approx((value, variance))
    assert np.count_nonzero(found.covariance) == 3 and ((found.effective > 50) & (found.effective < found.n)).all()


def test_intervals_of_adjusted_gaps_cover():
    """Groups of 60 with unequal shares of two strata and no gap within them: 95 times in 100 the interval holds 1."""
    rng = np.random.default_rng(1)
    codes, strata = np.repeat([0, 0, 1, 1], [45, 15, 20, 40]), np.repeat([0, 1, 0, 1], [45, 15, 20, 40])
    held, plain = 0, 0
    for _ in range(600):
        values = rng.gamma(2, np.where(strata == 0, 0.5, 1.0))
        one = gap(standardised(values, np.ones(120), codes, 2, strata, 2), 0, 1, "ratio", 0.05)
        other = gap(by_code(values, np.ones(120), codes, 2), 0, 1, "ratio", 0.05)
        held, plain = held + (one.low <= 1 <= one.high), plain + (other.low <= 1 <= other.high)
    assert 0.93 <= held / 600 <= 0.975 and plain / 600 < 0.7


def test_without_common_support_there_is_no_value():
    codes, strata = np.repeat([0, 1, 1], [30, 21, 9]), np.repeat([0, 0, 1], [30, 21, 9])
    values = np.random.default_rng(2).random(60)
    found = standardised(values, np.ones(60), codes, 2, strata, 3)  # nobody at all is in stratum 2
    assert np.isnan(found.value).all() and np.isnan(found.error).all()
    assert gap(found, 0, 1, "ratio", 0.05) is None
    whole = standardised(values, np.ones(60), codes, 2, np.where(strata == 1, -1, 0), 3)
    assert np.isfinite(whole.value).all() and whole.n.tolist() == [30, 21]
    assert np.isnan(standardised(values, np.zeros(60), codes, 2, strata, 3).value).all()


def test_columns_have_the_error_of_a_bootstrap():
    """Shares of exposure in two strata of items: the weighted sum and its error, from one user to another."""
    rng = np.random.default_rng(3)
    tops = [rng.gamma(2, 1, (300, 2)) for _ in range(2)]
    bottoms = [rng.gamma(5, 1, (300, 1)), rng.gamma(5, 1, (300, 2))]
    bottoms[0][:50], tops[0][:50], bottoms[1][:50], tops[1][:50] = 0, 0, 0, 0

    def weigh(rows):
        parts = zip((0.3, 0.7), tops, bottoms, strict=True)
        return sum(w * top[rows].sum(axis=0) / below[rows].sum(axis=0) for w, top, below in parts)

    found = by_columns(*standardised_columns(tops, bottoms, (0.3, 0.7)))
    assert found.value == pytest.approx(weigh(slice(None))) and found.n.tolist() == [250, 250]
    again = np.array([weigh(rng.integers(0, 300, 300)) for _ in range(3000)])
    assert found.error == pytest.approx(again.std(axis=0), rel=0.05)


def test_columns_without_a_denominator_are_undefined():
    nothing, some = np.zeros((20, 2)), np.ones((20, 2))
    below = np.column_stack([np.zeros(20), np.ones(20)])
    found = by_columns(*standardised_columns([some, some], [some, below], (0.5, 0.5)))
    assert np.isnan(found.value[0]) and found.value[1] == 1
    assert by_columns(*standardised_columns([some, nothing], [some, nothing], (1.0, 0.0))).value.tolist() == [1, 1]
