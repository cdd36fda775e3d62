"""Propensities from a randomized slice: on paper, the same as IPS with those p, and redrawn with the slice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.risks import NOTHING, dr, ips, snips
from engine.statistics.risks_by_value import dr_by_value, snips_by_value


def test_on_paper():
    """Shares 3/4 and 1/4 of four randomized pairs; losses 1, 3 with the first value and 5, 5 with the second."""
    found = snips_by_value(np.array([1.0, 3, 5, 5]), np.array([0, 0, 1, 1]), np.array([3, 1]), 400)
    assert found.value == 0.75 * 2 + 0.25 * 5
    of_log = 0.75**2 * 2 * (1 - 2 / 300) / 2
    of_slice = (0.75 * 2**2 + 0.25 * 5**2 - found.value**2) / 4
    assert found.error == pytest.approx(np.sqrt(of_log + of_slice))
    assert found.high - found.value == pytest.approx(1.959964 * found.error)
    weights = np.array([0.375, 0.375, 0.125, 0.125])
    assert (found.n, found.effective) == (4, pytest.approx(1 / np.square(weights).sum()))


@given(st.integers(0, 2**32 - 1))
def test_it_is_ips_and_snips_with_the_propensities_of_naive_bayes(seed):
    rng = np.random.default_rng(seed)
    values = np.concatenate([np.arange(3), rng.integers(0, 3, 40)])
    losses, imputed, counts = rng.gamma(1, 2, 43), rng.normal(size=43), rng.integers(1, 50, 3)
    p = (np.bincount(values) / (5000 * counts / counts.sum()))[values]
    found = snips_by_value(losses, values, counts, 5000)
    assert found.value == pytest.approx(snips(losses, p).value) == pytest.approx(ips(losses, p, 5000).value)
    assert found.effective == pytest.approx(snips(losses, p).effective)
    robust = dr_by_value(losses, imputed, values, counts, 0.7, 5000)
    assert robust.value == pytest.approx(dr(losses, imputed, p, 0.7, 5000).value)


def test_intervals_hold_the_truth_with_a_small_slice_and_those_that_forget_it_do_not():
    rng = np.random.default_rng(3)
    y = rng.choice(3, 100_000, p=[0.6, 0.3, 0.1])
    e = np.array([3.0, 1.0, 0.2])[y] * rng.gamma(4, 0.25, len(y))
    imputed, chances, held = 0.5 * e + 0.4, np.array([0.02, 0.05, 0.2])[y], np.zeros(3)
    for _ in range(300):
        o = rng.random(len(y)) < chances
        counts = np.bincount(y[rng.integers(0, len(y), 400)], minlength=3)
        p = (np.bincount(y[o]) / (len(y) * counts / 400))[y[o]]
        for i, found in enumerate((
            snips_by_value(e[o], y[o], counts, len(y)),
            dr_by_value(e[o], imputed[o], y[o], counts, float(imputed.mean()), len(y)),
            snips(e[o], p),
        )):  # fmt: skip
            held[i] += found.low <= e.mean() <= found.high
    assert (held[:2] / 300 >= 0.91).all() and (held[:2] / 300 <= 0.985).all() and held[2] / 300 < 0.8, held


def test_a_value_that_was_never_observed_leaves_nothing_to_say():
    assert snips_by_value(np.ones(2), np.array([0, 0]), np.array([5, 1]), 10) == NOTHING
    assert snips_by_value(np.array([]), np.array([], dtype=int), np.array([5, 1]), 10) == NOTHING
    assert snips_by_value(np.array([1.0, 2]), np.array([0, 0]), np.array([5, 0]), 10).value == 1.5


def test_a_value_that_was_observed_once_has_no_error():
    found = snips_by_value(np.array([1.0, 2, 9]), np.array([0, 0, 1]), np.array([3, 1]), 10)
    assert found.value == 0.75 * 1.5 + 0.25 * 9 and found.error is None and found.low is None


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="slice"):
        snips_by_value(np.ones(2), np.array([0, 0]), np.zeros(2, dtype=int), 10)
    with pytest.raises(ValueError, match="slice"):
        snips_by_value(np.ones(2), np.array([0, 2]), np.ones(2, dtype=int), 10)
    with pytest.raises(ValueError, match="one length"):
        dr_by_value(np.ones(2), np.ones(1), np.zeros(2, dtype=int), np.ones(2, dtype=int), 1.0, 10)
