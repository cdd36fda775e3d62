"""Risk estimators: on paper, against sums over all pairs, over every pattern of observation, and redrawn."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InputError
from engine.statistics.risks import NOTHING, dr, eib, ips, naive, sndr, snips
from tests.engine.statistics.observed import World, drawn

TIGHT = 1e-9


def test_on_paper():
    """Four eligible pairs; two were seen, with losses 1 and 3 and propensities 1/2 and 1/4: weights 2 and 4."""
    e, p, ehat = np.array([1.0, 3]), np.array([0.5, 0.25]), np.array([2.0, 2])
    assert naive(e).value == 2 and naive(e).error == pytest.approx(1)  # variance 2, two pairs
    assert ips(e, p, 4).value == 14 / 4 and ips(e, p, 4).error == pytest.approx(math.sqrt(1 * 2 + 9 * 12) / 4)
    assert snips(e, p).value == pytest.approx(14 / 6)
    assert snips(e, p).error == pytest.approx(math.sqrt((4 / 3) ** 2 * 2 + (2 / 3) ** 2 * 12) / 6)
    assert eib(e, ehat, 2.5, 4).value == 2.5 and eib(e, ehat, 2.5, 4).error == pytest.approx(math.sqrt(2) / 4)
    assert dr(e, ehat, p, 2.5, 4).value == 2.5 + (-2 + 4) / 4
    assert dr(e, ehat, p, 2.5, 4).error == pytest.approx(math.sqrt(1 * 2 + 1 * 12) / 4)
    assert sndr(e, ehat, p, 2.5).value == pytest.approx(2.5 + 2 / 6)
    assert snips(e, p).n == 2 and snips(e, p).effective == pytest.approx(36 / 20)


def test_the_interval_is_the_normal_one_of_its_level():
    e, p = np.array([1.0, 2, 3, 4]), np.full(4, 0.5)
    found, narrow = ips(e, p, 8), ips(e, p, 8, level=0.32)
    assert found.high - found.value == pytest.approx(1.959964 * found.error) == pytest.approx(found.value - found.low)
    assert narrow.high - narrow.value == pytest.approx(0.994458 * found.error)


@given(st.integers(0, 2**32 - 1))
def test_each_estimate_is_the_sum_over_all_pairs(seed):
    of = drawn(seed)
    n = of.e.size
    total = {"ips": 0.0, "top": 0.0, "bottom": 0.0, "eib": 0.0, "dr": 0.0, "shift": 0.0, "seen": 0, "loss": 0.0}
    errors = {"ips": 0.0, "eib": 0.0, "dr": 0.0}
    for u, i in itertools.product(*map(range, of.e.shape)):
        o, e, p, ehat = of.o[u, i], of.e[u, i], of.p[u, i], of.ehat[u, i]
        total["seen"], total["loss"] = total["seen"] + o, total["loss"] + o * e
        total["ips"] += o * e / p / n
        total["top"], total["bottom"] = total["top"] + o * e / p, total["bottom"] + o / p
        total["eib"] += (o * e + (1 - o) * ehat) / n
        total["dr"] += (ehat + o * (e - ehat) / p) / n
        total["shift"] += o * (e - ehat) / p
        errors["ips"] += o * e**2 * (1 - p) / p**2 / n**2
        errors["dr"] += o * (e - ehat) ** 2 * (1 - p) / p**2 / n**2
        errors["eib"] += o * (e - ehat) ** 2 / n**2
    every = of.estimates()
    if not total["seen"]:
        assert all(found == NOTHING for found in every.values())
        return
    assert every["naive"].value == pytest.approx(total["loss"] / total["seen"], abs=TIGHT)
    assert every["snips"].value == pytest.approx(total["top"] / total["bottom"], abs=TIGHT)
    assert every["sndr"].value == pytest.approx(of.ehat.mean() + total["shift"] / total["bottom"], abs=TIGHT)
    for name, expected in errors.items():
        assert every[name].value == pytest.approx(total[name], abs=TIGHT)
        assert every[name].error == pytest.approx(math.sqrt(expected), abs=TIGHT)


@given(st.integers(0, 2**32 - 1))
def test_the_same_as_the_definitions_for_policies(seed):
    """The estimators of off-policy evaluation, over rounds: reward e, one action, weight w, model ehat.

    Inverse probability weighting is mean(w r); self-normalised: mean(w r) / mean(w); doubly robust:
    mean(q(pi)) + mean(w (r - q)). With a round for each eligible pair and w = o / p they are the same numbers.
    """
    of = drawn(seed)
    if not of.o.any():
        return
    w = np.where(of.o, 1 / of.p, 0.0).ravel()
    r, q, every = of.e.ravel(), of.ehat.ravel(), of.estimates()
    assert every["ips"].value == pytest.approx(np.mean(w * r), abs=TIGHT)
    assert every["snips"].value == pytest.approx(np.mean(w * r) / np.mean(w), abs=TIGHT)
    assert every["dr"].value == pytest.approx(np.mean(q) + np.mean(w * (r - q)), abs=TIGHT)
    assert every["sndr"].value == pytest.approx(np.mean(q) + np.mean(w * (r - q)) / np.mean(w), abs=TIGHT)


E = np.array([[1.0, 4.0], [0.5, 2.0]])
P = np.array([[0.9, 0.2], [0.5, 0.35]])
WRONG = np.array([[0.3, 0.8], [0.6, 0.1]])


def expectation(estimate):
    """Over all 2^4 patterns of observation, by their probabilities; nothing observed is the sum over no pairs."""
    found = 0.0
    for bits in itertools.product((0, 1), repeat=4):
        o = np.array(bits, dtype=bool).reshape(2, 2)
        found += np.where(o, P, 1 - P).prod() * estimate(o)
    return found


@pytest.mark.parametrize("ehat", [np.zeros((2, 2)), np.full((2, 2), 7.0), np.array([[3.0, -1], [0, 9]])])
def test_with_the_true_propensities_the_expectation_is_the_truth(ehat):
    def doubly_robust(o):
        return dr(E[o], ehat[o], P[o], ehat.mean(), 4).value if o.any() else ehat.mean()

    def inverse_propensity(o):
        return ips(E[o], P[o], 4).value if o.any() else 0.0

    assert expectation(doubly_robust) == pytest.approx(E.mean(), abs=1e-12)
    assert expectation(inverse_propensity) == pytest.approx(E.mean(), abs=1e-12)


def test_with_the_true_losses_imputed_wrong_propensities_do_not_matter():
    def doubly_robust(o):
        return dr(E[o], E[o], WRONG[o], E.mean(), 4).value if o.any() else E.mean()

    def inverse_propensity(o):
        return ips(E[o], WRONG[o], 4).value if o.any() else 0.0

    assert expectation(doubly_robust) == pytest.approx(E.mean(), abs=1e-12)
    assert abs(expectation(inverse_propensity) - E.mean()) > 0.5  # the test can tell


def test_the_variance_is_estimated_without_bias():
    """Horvitz and Thompson's: over all patterns, the mean of the squared errors is the variance of the estimates."""
    ehat = np.full((2, 2), 1.5)

    def squared(o):
        return dr(E[o], ehat[o], P[o], 1.5, 4).error ** 2 if o.any() else 0.0

    def deviation(o):
        return ((dr(E[o], ehat[o], P[o], 1.5, 4).value if o.any() else 1.5) - E.mean()) ** 2

    assert expectation(squared) == pytest.approx(expectation(deviation), abs=1e-12)


def test_nothing_observed_is_no_loss_of_zero():
    """A library for off-policy evaluation says 0.0 with an interval from 0 to 0 here."""
    none = np.array([])
    for found in (
        naive(none), ips(none, none, 9), snips(none, none), eib(none, none, 1.0, 9), dr(none, none, none, 1.0, 9),
        sndr(none, none, none, 1.0), ips(none, none, 0),
    ):  # fmt: skip
        assert found == NOTHING and found.value is None and found.low is None


def test_losses_that_are_all_alike_have_no_interval():
    zeros, p = np.zeros(50), np.full(50, 0.1)
    for found in (naive(zeros), ips(zeros, p, 500), snips(zeros, p), dr(zeros, zeros, p, 0.0, 500)):
        assert (found.value, found.error, found.low, found.high) == (0, 0, None, None)
    assert snips(np.full(50, 2.0), p).low is None


def test_one_pair_or_one_that_outweighs_all_has_no_interval():
    assert naive(np.array([3.0])).error is None
    assert ips(np.array([3.0]), np.array([0.5]), 4).low is None
    lopsided = snips(np.array([1.0, 2.0, 3.0]), np.array([1e-6, 0.9, 0.9]))
    assert lopsided.effective < 2 and lopsided.error > 0 and lopsided.low is None


@pytest.mark.parametrize("bad", [0.0, -0.1, 1.0001, math.nan, math.inf])
def test_propensities_out_of_range_are_refused(bad):
    e, p = np.ones(2), np.array([0.5, bad])
    for estimate in (
        lambda: ips(e, p, 4), lambda: snips(e, p), lambda: dr(e, e, p, 1.0, 4), lambda: sndr(e, e, p, 1.0)
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            estimate()
        assert caught.value.code == "propensity.range"


def test_what_no_estimate_can_be_made_of_is_refused():
    e, p = np.ones(3), np.full(3, 0.5)
    with pytest.raises(ValueError, match="eligible"):
        ips(e, p, 2)
    with pytest.raises(ValueError, match="one length"):
        snips(e, p[:2])
    with pytest.raises(ValueError, match="not finite"):
        naive(np.array([1.0, math.inf]))
    with pytest.raises(ValueError, match="not finite"):
        eib(e, e, math.nan, 9)


def test_intervals_hold_the_truth_and_the_naive_one_does_not():
    """300 redraws of 12,000 pairs whose high ratings are seen up to 16 times as often as low ones."""
    rng = np.random.default_rng(7)
    ratings = rng.choice(5, (120, 100), p=[0.3, 0.25, 0.2, 0.15, 0.1]) + 1.0
    e = np.square(ratings - 3.5 - rng.normal(0, 0.5, ratings.shape))
    world = World(e, 0.6 * 0.5 ** (5 - ratings), e * 0.5 + 0.8, None)
    held = world.coverage(300, rng)
    assert all(0.90 <= held[name] <= 0.98 for name in ("ips", "snips", "dr", "sndr")), held
    assert held["naive"] < 0.2 and held["eib"] < 0.2
