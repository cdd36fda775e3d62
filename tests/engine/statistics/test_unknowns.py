"""Bounds over unknown users against every way to place them; error rates against worlds whose labels were mixed."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.unknowns import corrected, unknown_bounds

SCALES = st.sampled_from(["ratio", "difference"])


def placed(numerator, denominator, codes, scale):
    """The gap for every way to give the users of code 2 the code 0, 1 or 3 (neither)."""
    asked = np.flatnonzero(codes == 2)
    for way in itertools.product((0, 1, 3), repeat=len(asked)):
        now = codes.copy()
        now[asked] = way
        group, reference = (numerator[now == g].sum() / denominator[now == g].sum() for g in (0, 1))
        yield group / reference if scale == "ratio" else group - reference


@given(st.integers(0, 2**32 - 1), SCALES)
def test_no_way_to_place_them_is_beyond_the_bounds(seed, scale):
    rng = np.random.default_rng(seed)
    codes = np.append([0, 0, 1, 1], rng.integers(0, 4, 5))
    denominator = rng.integers(1, 4, 9).astype(float)
    numerator = rng.random(9) * denominator
    low, high = unknown_bounds(numerator, denominator, codes == 0, codes == 1, codes == 2, scale)
    every = list(placed(numerator, denominator, codes, scale))
    assert low <= min(every) + 1e-12 and max(every) <= high + 1e-12
    if (codes == 2).sum() == 1:  # one user cannot be on both sides, so one end may not be attained
        assert any(abs(end - one) < 1e-12 for end in (low, high) for one in every)


def test_on_paper():
    """Known 1 and 1 against 0.5 and 0.5, unknown 0.5 and 1: attained, since each end needs each user once.

    Least: 0.5 joins the group (5 / 6), 1 the reference (2 / 3); greatest: both stay out, 1 / 0.5.
    """
    values, codes = np.array([1, 1, 0.5, 0.5, 0.5, 1]), np.array([0, 0, 1, 1, 2, 2])
    masks = [codes == g for g in range(3)]
    assert unknown_bounds(values, np.ones(6), *masks, "ratio") == pytest.approx((5 / 6 / (2 / 3), 2))
    every = list(placed(values, np.ones(6), codes, "ratio"))
    assert (min(every), max(every)) == pytest.approx((1.25, 2))


def test_nobody_unknown_and_nobody_known():
    values, codes = np.array([0.2, 0.4, 0.8]), np.array([0, 1, 1])
    masks = [codes == g for g in range(3)]
    assert unknown_bounds(values, np.ones(3), *masks, "difference") == pytest.approx((-0.4, -0.4))
    assert unknown_bounds(values, np.ones(3), masks[2], masks[1], masks[0], "ratio") is None
    assert unknown_bounds(-values, np.ones(3), *masks, "ratio") is None


def test_a_reference_that_could_be_zero_has_no_upper_end():
    values = np.array([0.5, 0.0, 0.4])
    low, high = unknown_bounds(values, np.ones(3), *np.eye(3, dtype=bool), "ratio")
    assert low == pytest.approx(0.45 / 0.2) and high == float("inf")


def test_wrong_labels_are_unmixed():
    """300,000 users, 15% of whose labels went to the other groups in proportion to these: the means come back."""
    rng = np.random.default_rng(0)
    truth, n, rate = np.array([0.5, 0.3, 0.4]), 300_000, 0.15
    codes = rng.choice(3, n, p=[0.6, 0.3, 0.1])
    values = truth[codes] + rng.normal(0, 0.05, n)
    observed = codes.copy()
    shares = np.bincount(codes) / n
    for g in range(3):  # the observed shares, which the rule speaks of, are close to the true ones
        wrong = np.flatnonzero((codes == g) & (rng.random(n) < rate))
        others = shares * (np.arange(3) != g)
        observed[wrong] = rng.choice(3, len(wrong), p=others / others.sum())
    counts = np.bincount(observed)
    plain = np.bincount(observed, values) / counts
    found = corrected(plain, counts.astype(float), rate)
    assert np.abs(plain - truth).max() > 0.01 and found == pytest.approx(truth, abs=0.012)
    assert np.abs(found - truth).max() < np.abs(plain - truth).max() / 2


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.2))
def test_mixed_means_are_unmixed_exactly(seed, rate):
    rng = np.random.default_rng(seed)
    counts, values = rng.integers(50, 100, 3).astype(float), rng.random(3)
    shares = counts / counts.sum()
    found = corrected(values, counts, rate)
    mixing = np.array(
        [[1 - rate if g == h else rate * shares[g] / (1 - shares[h]) for h in range(3)] for g in range(3)]
    )
    sizes = np.linalg.solve(mixing, counts)
    assert mixing @ (sizes * found) == pytest.approx(counts * values)
    assert np.ptp(found) >= np.ptp(values) - 1e-9


def test_no_error_changes_nothing_and_too_much_is_undefined():
    values, counts = np.array([0.2, 0.4]), np.array([50.0, 50.0])
    assert corrected(values, counts, 0.0) == pytest.approx(values)
    assert np.isnan(corrected(values, counts, 0.5)).all()
    assert np.isnan(corrected(values, np.array([95.0, 5.0]), 0.3)).all()
    assert corrected(values[:1], counts[:1], 0.0) == pytest.approx([0.2])
    assert np.isnan(corrected(values[:1], counts[:1], 0.1)).all()
    with pytest.raises(ValueError, match="error rate"):
        corrected(values, counts, 1.0)
