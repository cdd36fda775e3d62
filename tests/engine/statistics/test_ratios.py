"""Ratios by code, by member and by column equal the plain estimate, and their covariance that of linearised sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine.statistics import ratios as room
from engine.statistics.ratios import by_code, by_columns, by_member
from tests.engine.statistics.linearised import estimate

TIGHT = 1e-12


def world(seed, n=200, groups=4):
    """Users with 0 to 5 rows each, in groups -1 … groups - 1."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 6, n).astype(float)
    numerator = rng.gamma(2.0, 3.0, n) * rows + (rows > 0) * 1e3
    return numerator, rows, rng.integers(-1, groups, n)


def test_on_paper():
    """Means 2 and 5; variances of the means 1 / 3 and 0: (1, 2, 3) and (5, 5)."""
    found = by_code(np.array([1.0, 2, 3, 5, 5, 9]), np.ones(6), np.array([0, 0, 0, 1, 1, -1]), 2)
    assert found.value.tolist() == [2, 5] and found.n.tolist() == [3, 2]
    assert found.covariance == pytest.approx(np.diag([1 / 3, 0]))


def test_a_mean_over_users_has_the_classical_standard_error():
    values = np.random.default_rng(0).random(40)
    found = by_code(np.append(values, np.ones(60)), np.ones(100), np.repeat([0, -1], [40, 60]), 1)
    assert (found.value[0], found.n[0]) == (pytest.approx(values.mean()), 40)
    assert found.error[0] == pytest.approx(stats.sem(values))


def test_a_mean_over_rows_has_the_cluster_robust_error_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(1)
    sizes = rng.integers(1, 20, 60)
    users = np.repeat(np.arange(60), sizes)
    rows = rng.normal(rng.normal(0, 1, 60)[users], 1)
    found = by_code(np.bincount(users, rows), sizes.astype(float), np.zeros(60, dtype=int), 1)
    fitted = sm.OLS(rows, np.ones(len(rows))).fit(
        cov_type="cluster", cov_kwds={"groups": users, "use_correction": False}
    )
    assert found.value[0] == pytest.approx(rows.mean())
    assert found.error[0] == pytest.approx(fitted.bse[0] * np.sqrt(60 / 59), rel=1e-9)


@given(st.integers(0, 2**32 - 1))
def test_three_ways_and_the_plain_estimate_agree(seed):
    numerator, rows, codes = world(seed)
    member = codes[:, None] == np.arange(4)
    ways = [
        by_code(numerator, rows, codes, 4),
        by_member(numerator, rows, member),
        by_columns(numerator[:, None] * member, rows[:, None] * member),
    ]
    for g, inside in enumerate(member.T):
        one = estimate(numerator * inside, rows * inside)
        for found in ways:
            assert (found.value[g], found.n[g]) == (pytest.approx(one.value, rel=TIGHT), one.n)
            assert found.error[g] == pytest.approx(one.error, rel=TIGHT)
            assert found.effective[g] == pytest.approx(rows[inside].sum() ** 2 / (rows[inside] ** 2).sum(), rel=TIGHT)
    for found in ways[1:]:
        assert found.covariance == pytest.approx(ways[0].covariance, rel=TIGHT, abs=1e-30)


def test_groups_that_share_users_have_the_covariance_of_their_influences():
    numerator, rows, _ = world(0)
    member = np.random.default_rng(1).random((200, 3)) < 0.6
    found = by_member(numerator, rows, member)
    every = [estimate(numerator * inside, rows * inside) for inside in member.T]
    for g, one in enumerate(every):
        for h, other in enumerate(every):
            factor = np.sqrt(one.n / (one.n - 1) * other.n / (other.n - 1))
            expected = factor * (one.influence @ other.influence) / 200**2
            assert found.covariance[g, h] == pytest.approx(expected, rel=1e-10)


def test_one_denominator_for_all_columns():
    exposure = np.random.default_rng(2).random((50, 3))
    total = exposure.sum(axis=1, keepdims=True)
    shared, spread = by_columns(exposure, total), by_columns(exposure, np.repeat(total, 3, axis=1))
    assert shared.n.tolist() == [50, 50, 50] and shared.value == pytest.approx(spread.value, rel=TIGHT)
    assert shared.covariance == pytest.approx(spread.covariance)
    assert abs(shared.covariance.sum()) < 1e-18  # shares add up to 1 in every sample


def test_chunks_change_nothing_that_matters(monkeypatch):
    numerator, rows, codes = world(3)
    member = codes[:, None] == np.arange(4)
    whole = by_member(numerator, rows, member)
    monkeypatch.setattr(room, "CELLS", 40)
    assert by_member(numerator, rows, member).covariance == pytest.approx(whole.covariance, rel=TIGHT, abs=1e-30)


def test_nobody_and_one_user_are_undefined():
    found = by_code(np.array([3.0, 1, 2]), np.array([1.0, 1, 1]), np.array([1, 2, 2]), 4)
    assert np.isnan(found.value[[0, 3]]).all() and found.value[1:3].tolist() == [3, 1.5]
    assert found.n.tolist() == [0, 1, 2, 0]
    assert np.isnan(found.error[[0, 1, 3]]).all() and np.isfinite(found.error[2])


def test_nothing_cancels_far_from_zero():
    """Values 1e8 + noise of size 1: the variance of the mean is right to nine digits."""
    noise = np.random.default_rng(4).normal(size=1000)
    far, near = (by_code(shift + noise, np.ones(1000), np.zeros(1000, dtype=int), 1) for shift in (1e8, 0.0))
    assert far.error[0] == pytest.approx(near.error[0], rel=1e-7)


def test_the_root_is_the_delta_method():
    numerator, rows, codes = world(5)
    squares = by_member(numerator, rows, codes[:, None] >= np.arange(3))
    rooted = squares.root()
    assert rooted.value == pytest.approx(np.sqrt(squares.value))
    assert rooted.error == pytest.approx(squares.error / (2 * rooted.value))
    correlation = lambda of: of.covariance / np.outer(of.error, of.error)  # noqa: E731
    assert correlation(rooted) == pytest.approx(correlation(squares))


def test_the_root_of_zero_has_no_error():
    zero = by_code(np.zeros(5), np.ones(5), np.zeros(5, dtype=int), 1).root()
    assert zero.value[0] == 0 and np.isnan(zero.error[0])
