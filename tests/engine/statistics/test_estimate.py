"""Estimates and intervals: formulas on paper, differential, and coverage by simulation."""

import numpy as np
import pytest
from scipy import stats

from engine.statistics.estimate import detectable_ratio, estimate, ratio_interval, value_interval


def test_a_mean_over_users_has_the_classical_standard_error():
    rng = np.random.default_rng(0)
    values = rng.random(40)
    inside = np.arange(100) < 40
    numerator = np.zeros(100)
    numerator[inside] = values
    of = estimate(numerator, inside.astype(float))
    assert of.value == pytest.approx(values.mean()) and of.n == 40
    assert of.error == pytest.approx(stats.sem(values))
    low, high = stats.t.interval(0.95, 39, values.mean(), stats.sem(values))
    interval = value_interval(of, 0.05)
    assert (interval.low, interval.high) == pytest.approx((low, high))


def test_a_mean_over_rows_has_the_cluster_robust_error_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(1)
    sizes = rng.integers(1, 20, 60)
    users = np.repeat(np.arange(60), sizes)
    rows = rng.normal(rng.normal(0, 1, 60)[users], 1)
    of = estimate(np.bincount(users, rows), sizes.astype(float))
    fitted = sm.OLS(rows, np.ones(len(rows))).fit(
        cov_type="cluster", cov_kwds={"groups": users, "use_correction": False}
    )
    assert of.value == pytest.approx(rows.mean())
    assert of.error == pytest.approx(fitted.bse[0] * np.sqrt(60 / 59), rel=1e-9)


def test_nobody_and_one_user():
    assert estimate(np.zeros(5), np.zeros(5)) is None
    one = estimate(np.array([1.0, 0]), np.array([1.0, 0]))
    assert one.value == 1.0 and value_interval(one, 0.05) is None and ratio_interval(one, one, 0.05) is None


def test_a_ratio_with_a_value_of_zero_has_no_interval():
    zero = estimate(np.zeros(50), np.ones(50))
    some = estimate(np.linspace(0, 1, 50), np.ones(50))
    assert ratio_interval(zero, some, 0.05) is None and ratio_interval(some, zero, 0.05) is None


@pytest.mark.parametrize("paired", [False, True])
def test_ratio_intervals_cover_at_their_level(paired):
    """2,000 samples of skewed values: the true ratio 0.8 is inside about 95 times in 100."""
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(2000):
        n = 150
        shared = rng.gamma(2, 1, n)
        if paired:  # two item groups seen by the same users
            ones = np.ones(n)
            group = estimate(0.8 * shared * rng.gamma(4, 0.25, n), ones)
            reference = estimate(shared * rng.gamma(4, 0.25, n), ones)
        else:
            inside = np.arange(n) < 60
            values = shared * np.where(inside, 0.8, 1.0)
            group, reference = estimate(values * inside, inside * 1.0), estimate(values * ~inside, ~inside * 1.0)
        interval = ratio_interval(group, reference, 0.05)
        covered += interval.low <= 0.8 <= interval.high
    assert 0.93 <= covered / 2000 <= 0.97


def test_the_detectable_ratio_is_flagged_with_80_percent_power():
    rng = np.random.default_rng(3)
    n = 400
    half = np.arange(2 * n) < n
    flagged = 0
    pilot = rng.gamma(2, 1, 2 * n)
    split = lambda v: (estimate(v * half, half * 1.0), estimate(v * ~half, ~half * 1.0))  # noqa: E731
    ratio = detectable_ratio(ratio_interval(*split(pilot), 0.05), 0.8)
    assert ratio < 0.8
    for _ in range(1000):
        values = rng.gamma(2, 1, 2 * n) * np.where(half, ratio, 1.0)
        flagged += ratio_interval(*split(values), 0.05).high < 0.8
    assert 0.74 <= flagged / 1000 <= 0.86
