"""Gaps and their intervals: those of linearised means, nothing where nothing is known, coverage, power."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine.statistics.gaps import Gap, detectable, gap, gap_value, log_value_interval, power_within, value_interval
from engine.statistics.ratios import by_code, by_columns, by_member
from engine.statistics.verdicts import index_verdict, verdict
from tests.engine.statistics.linearised import estimate, standard_error

TOLERANCE = (0.8, 1.25)


def two_groups(a, b):
    values = np.concatenate([a, b])
    return by_code(values, np.ones(len(values)), np.repeat([0, 1], [len(a), len(b)]), 2)


@given(st.integers(0, 2**32 - 1))
def test_means_have_the_intervals_of_linearised_ones(seed):
    rng = np.random.default_rng(seed)
    values, member = rng.gamma(2, 1, 120), rng.random((120, 2)) < 0.7
    ratios = by_member(values, np.ones(120), member)
    inside = values[member[:, 0]]
    one = value_interval(ratios, 0, 0.05)
    assert (one.low, one.high) == pytest.approx(
        stats.t.interval(0.95, len(inside) - 1, inside.mean(), stats.sem(inside))
    )
    group, reference = (estimate(values * column, column * 1.0) for column in member.T)
    n, apart = min(group.n, reference.n), group.influence / group.value - reference.influence / reference.value
    width = np.exp(stats.t.ppf(0.975, n - 1) * standard_error(apart, n))
    found, middle = gap(ratios, 0, 1, "ratio", 0.05), group.value / reference.value
    assert (found.low, found.high) == pytest.approx(
        (middle / width, middle * width), rel=5e-3
    )  # counts differ a little
    power = 0.8 * np.exp(-(found.quantile + stats.norm.ppf(0.8)) * found.error)
    assert detectable(found, TOLERANCE) == pytest.approx(power)


def test_a_ratio_of_two_columns_of_the_same_users_is_covered():
    """Two groups of items seen by 150 users, skewed: the true ratio 0.8 is inside about 95 times in 100."""
    rng = np.random.default_rng(2)
    shared = rng.gamma(2, 1, (1000, 150, 1))
    seen = shared * rng.gamma(4, 0.25, (1000, 150, 2)) * [0.8, 1.0]
    found = [gap(by_columns(one, np.ones((150, 1))), 0, 1, "ratio", 0.05) for one in seen]
    assert 0.93 <= np.mean([of.low <= 0.8 <= of.high for of in found]) <= 0.97


def test_a_difference_of_two_means_is_the_textbook_one():
    rng = np.random.default_rng(1)
    a, b = rng.normal(3, 1, 40), rng.normal(2, 2, 60)
    found = gap(two_groups(a, b), 0, 1, "difference", 0.1)
    error = np.sqrt(a.var(ddof=1) / 40 + b.var(ddof=1) / 60)
    assert (found.value, found.error) == pytest.approx((a.mean() - b.mean(), error))
    assert found.high - found.value == pytest.approx(stats.t.ppf(0.95, 39) * error)


def test_turned_round_a_ratio_reads_the_same():
    rng = np.random.default_rng(2)
    ratios = two_groups(rng.gamma(2, 1, 40), rng.gamma(2, 1, 90))
    there, back = gap(ratios, 0, 1, "ratio", 0.05), gap(ratios, 1, 0, "ratio", 0.05)
    assert (1 / back.high, 1 / back.low) == pytest.approx((there.low, there.high))


def test_shared_users_make_a_gap_narrower():
    rng = np.random.default_rng(3)
    level = rng.gamma(5, 1, (100, 1))
    paired = by_columns(level * rng.gamma(50, 0.02, (100, 2)), np.ones((100, 1)))
    apart = two_groups(*(level * rng.gamma(50, 0.02, (100, 2))).T)
    assert gap(paired, 0, 1, "ratio", 0.05).error < 0.6 * gap(apart, 0, 1, "ratio", 0.05).error


def test_nothing_is_known_of_users_who_are_all_alike():
    alike = two_groups(np.full(50, 1 / 3), np.full(50, 0.7))
    assert gap_value(alike, 0, 1, "ratio") == pytest.approx(1 / 2.1)
    assert gap(alike, 0, 1, "ratio", 0.05) is None and gap(alike, 0, 1, "difference", 0.05) is None
    assert value_interval(alike, 0, 0.05) is None and log_value_interval(alike, 0, 0.05) is None
    same = np.random.default_rng(4).random((50, 1)) * np.ones((50, 2))
    assert gap(by_columns(same, np.ones((50, 1))), 0, 1, "ratio", 0.05) is None


@pytest.mark.parametrize("scale", ["ratio", "difference"])
def test_one_user_and_nobody_have_no_interval(scale):
    some = np.random.default_rng(5).random(30)
    assert gap(two_groups(some, some[:1]), 0, 1, scale, 0.05) is None
    assert gap(two_groups(some[:1], some), 0, 1, scale, 0.05) is None
    assert gap_value(two_groups(some, some[:0]), 0, 1, scale) is None
    assert value_interval(two_groups(some[:1], some), 0, 0.05) is None


def test_zero_and_negative_values_have_no_ratio_but_a_difference():
    some, zeros = np.random.default_rng(6).random(30), np.zeros(30)
    ratios = two_groups(zeros, some)
    assert gap_value(ratios, 0, 1, "ratio") == 0 and gap(ratios, 0, 1, "ratio", 0.05) is None
    assert gap_value(ratios, 1, 0, "ratio") is None
    assert gap(ratios, 0, 1, "difference", 0.05).high < 0
    negative = two_groups(-some, some)
    assert gap_value(negative, 0, 1, "ratio") is None and gap(negative, 0, 1, "ratio", 0.05) is None
    assert log_value_interval(negative, 0, 0.05) is None and value_interval(negative, 0, 0.05).high < 0


def test_few_users_with_most_rows_count_as_few():
    """Of 30 users one brings nearly all rows: no interval; with three such, one far wider than 30 would give."""
    for many, known in ((1, False), (3, True)):
        rows = np.append(np.ones(30 - many), np.full(many, 1000.0))
        numerator = np.random.default_rng(7).gamma(4, 0.25, 60) * np.append(rows, np.ones(30))
        ratios = by_code(numerator, np.append(rows, np.ones(30)), np.repeat([0, 1], 30), 2)
        assert ratios.effective[0] == pytest.approx(rows.sum() ** 2 / (rows**2).sum())
        found = gap(ratios, 0, 1, "ratio", 0.05)
        assert (found is not None) == known
    assert found.quantile > 4


def test_ends_stay_numbers():
    ratios = two_groups(np.array([1.0, 1e-3]), np.array([1e-3, 1.0]))
    found, value = gap(ratios, 0, 1, "ratio", 1e-6), log_value_interval(ratios, 0, 1e-6)
    assert np.isfinite([found.low, found.high, value.low, value.high]).all()


def test_what_is_detectable_is_flagged_with_80_percent_power():
    rng = np.random.default_rng(8)
    pilot = gap(two_groups(rng.gamma(2, 1, 300), rng.gamma(2, 1, 300)), 0, 1, "difference", 0.05)
    size = detectable(pilot, (-0.3, 0.3))
    flagged = 0
    for _ in range(400):
        found = gap(two_groups(size + rng.gamma(2, 1, 300), rng.gamma(2, 1, 300)), 0, 1, "difference", 0.05)
        flagged += verdict(found, (-0.3, 0.3)) == "outside"
    assert size > 0.3 and 0.73 <= flagged / 400 <= 0.88


def test_the_power_of_within_on_paper():
    """A tolerance of 3 errors less a quantile of 2 leaves +-1 error: 68%; one of 2 leaves nothing."""
    assert power_within(Gap(0, -2, 2, 1.0, 2.0, "difference"), (-3, 3)) == pytest.approx(0.6827, abs=1e-4)
    assert power_within(Gap(0, -2, 2, 1.0, 2.0, "difference"), (-2, 2)) == 0
    error = np.log(1.25) / 3
    assert power_within(Gap(1, 0.9, 1.1, error, 2.0, "ratio"), TOLERANCE) == pytest.approx(0.6827, abs=1e-4)
    assert power_within(Gap(0, 0, 1, np.inf, 2.0, "ratio"), TOLERANCE) is None


CLUSTERS = {
    "rows of a mean": lambda rng, n: np.ones(n),
    "rows, heavy tailed": lambda rng, n: np.maximum(1, np.round(rng.lognormal(2, 1, n))),
}


@pytest.mark.parametrize("kind", CLUSTERS)
def test_intervals_of_a_ratio_cover(kind):
    """Groups of 30, half the users at 0: the true ratio 1 is inside about 95 times in 100."""
    rng = np.random.default_rng(9)
    rows = CLUSTERS[kind](rng, 60 * 1000).reshape(1000, 60)
    numerator = rows * rng.gamma(4, 0.25, rows.shape) * (rng.random(rows.shape) < 0.5)
    codes = np.repeat([0, 1], 30)
    found = [gap(by_code(a, b, codes, 2), 0, 1, "ratio", 0.05) for a, b in zip(numerator, rows, strict=True)]
    assert 0.93 <= np.mean([one.low <= 1 <= one.high for one in found]) <= 0.975


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 0.2, "within"), (0.1, 0.3, "inconclusive"), (0.21, 0.3, "outside"), (0.2, 0.3, "inconclusive")],
)
def test_an_index_is_judged_from_one_side(low, high, expected):
    assert index_verdict(low, high, 0.2) == expected
