"""Intervals of proportions: published examples, statsmodels, and coverage counted exactly over all outcomes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from engine.statistics.gaps import detectable
from engine.statistics.proportions import Proportion, mover_ratio, newcombe, proportion_gap, proportion_value

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
LEVELS = st.sampled_from([0.2, 0.05, 0.001])


def test_on_paper():
    """Newcombe (1998): 81 of 263 by Wilson's method; 56 of 70 against 48 of 80 by his method 10."""
    one = proportion_value(Proportion(81, 263), 0.05)
    assert (one.low, one.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert newcombe(Proportion(56, 70), Proportion(48, 80), 0.05) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(COUNTS, LEVELS)
def test_wilson_is_that_of_statsmodels(counts, level):
    found = proportion_value(Proportion(*counts), level)
    assert (found.low, found.high) == pytest.approx(proportion_confint(*counts, level, "wilson"), abs=1e-12)


@given(COUNTS, COUNTS, LEVELS)
def test_newcombe_is_that_of_statsmodels(one, other, level):
    found = proportion_gap(Proportion(*one), Proportion(*other), "difference", level)
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=level)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-12)


@given(COUNTS, COUNTS, LEVELS)
def test_the_ratio_s_limits_solve_their_equation(one, other, level):
    """A limit t makes |p1 - t p2| as large as the recovered error of p1 - t p2: the method's definition."""
    group, reference = Proportion(*one), Proportion(*other)
    if other[0] == 0:
        assert proportion_gap(group, reference, "ratio", level) is None
        return
    low, high = mover_ratio(group, reference, level)
    first, second = proportion_value(group, level), proportion_value(reference, level)
    p, q = group.value, reference.value
    assert 0 <= low <= p / q <= high < math.inf
    assert abs(p - high * q) == pytest.approx(math.hypot(first.high - p, high * (q - second.low)), abs=1e-7 * high)
    assert abs(p - low * q) == pytest.approx(math.hypot(p - first.low, low * (second.high - q)), abs=1e-7)


def test_for_many_users_the_ratio_is_the_score_interval():
    found = mover_ratio(Proportion(300, 1000), Proportion(450, 1200), 0.05)
    assert found == pytest.approx(
        confint_proportions_2indep(300, 1000, 450, 1200, method="score", compare="ratio", alpha=0.05), rel=5e-3
    )


def test_nobody_and_no_success():
    nobody, none, some = Proportion(0, 0), Proportion(0, 40), Proportion(10, 40)
    assert proportion_value(nobody, 0.05) is None
    assert proportion_gap(nobody, some, "difference", 0.05) is None
    assert proportion_gap(some, nobody, "ratio", 0.05) is None
    found = proportion_gap(none, some, "ratio", 0.05)
    assert (found.value, found.low) == (0, 0) and 0 < found.high < 0.5 and found.error == math.inf
    assert detectable(found, (0.8, 1.25)) is None
    assert proportion_value(none, 0.05).low == 0 and proportion_value(Proportion(40, 40), 0.05).high == 1


def covered(scale, n, m, p, q):
    """The chance that the interval holds the truth, summed over all outcomes that have one."""
    first, second = stats.binom.pmf(np.arange(n + 1), n, p), stats.binom.pmf(np.arange(m + 1), m, q)
    truth, held, known = p / q if scale == "ratio" else p - q, 0.0, 0.0
    for x in np.flatnonzero(first > 1e-6):
        for y in np.flatnonzero(second > 1e-6):
            found = proportion_gap(Proportion(int(x), n), Proportion(int(y), m), scale, 0.05)
            known += first[x] * second[y] * (found is not None)
            held += first[x] * second[y] * (found is not None and found.low <= truth <= found.high)
    return held / known


@pytest.mark.parametrize("scale", ["ratio", "difference"])
@pytest.mark.parametrize(("p", "q"), [(0.2, 0.25), (0.5, 0.5), (0.72, 0.9)])
def test_coverage_is_nominal(scale, p, q):
    assert 0.93 <= covered(scale, 30, 60, p, q) <= 0.97
