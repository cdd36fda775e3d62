"""Calibration of propensities: right ones, ones too extreme, ones of the wrong size, and where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from engine.diagnostics.calibration import calibration
from tests.engine.diagnostics.logs import Known, pairs_of, world

RNG = np.random.default_rng(0)
LOGITS = RNG.normal(-2.5, 0.7, 400)[:, None] + RNG.normal(0, 0.8, 120)
P = 1 / (1 + np.exp(-LOGITS))
WORLD = world(P, np.zeros(P.shape), held=0.25)


def found(table):
    return calibration(WORLD.evidence, Known(table), WORLD.held_out, np.random.default_rng(0))


def test_right_propensities_are_on_the_diagonal():
    right = found(WORLD.fitted.table)
    assert right.verdict == "good" and right.slope == pytest.approx(1, abs=0.1) and len(right.bins) == 10
    assert right.error < 0.1 and right.n == len(WORLD.held_out)
    assert sum(b.low <= b.predicted <= b.high for b in right.bins) >= 8
    assert [b.predicted for b in right.bins] == sorted(b.predicted for b in right.bins)


def test_wrong_ones_are_told_from_right_ones():
    extreme = found(np.clip(0.75 / (1 + np.exp(-2 * LOGITS - 2.2)), 1e-9, 1))
    assert extreme.verdict == "poor" and extreme.slope < 0.7
    large = found(np.minimum(1, 2 * WORLD.fitted.table))
    assert large.verdict == "poor" and large.slope == pytest.approx(1, abs=0.15)
    assert all(b.observed < 0.7 * b.predicted for b in large.bins)
    constant = found(np.full(P.shape, P.mean() * 0.75))
    assert len(constant.bins) == 1 and constant.slope is None and constant.verdict == "good"


def test_a_share_held_out_that_differs_by_user_is_no_error():
    """A split that holds out one row of each user holds out more of those who have few."""
    rng = np.random.default_rng(1)
    seen = rng.random(P.shape) < P
    one = np.zeros_like(seen)
    for user in np.flatnonzero(seen.sum(axis=1) > 1):
        one[user, rng.choice(np.flatnonzero(seen[user]))] = True
    evidence = replace(WORLD.evidence, train=pairs_of(seen & ~one, WORLD.feedback))
    found = calibration(evidence, Known(P), pairs_of(one, WORLD.feedback), rng)
    assert found.verdict == "good" and found.slope == pytest.approx(1, abs=0.1)


def test_where_there_is_nothing_to_compare_with():
    rng = np.random.default_rng(0)
    for other in (replace(WORLD.fitted, relative=True), replace(WORLD.fitted, everywhere=False)):
        assert calibration(WORLD.evidence, other, WORLD.held_out, rng) is None
    few = calibration(WORLD.evidence, WORLD.fitted, WORLD.held_out.take(np.arange(99)), rng)
    assert few.verdict == "unknown" and few.bins == () and few.n == 99


def test_intervals_hold_the_rate_that_redraws_have():
    """Of 40 redraws of a log with right propensities, nearly all intervals of a bin hold what was predicted."""
    p, held = P[:150, :60], 0.3
    inside = []
    for seed in range(40):
        of = world(p, np.zeros(p.shape), seed, held=held)
        told = calibration(of.evidence, of.fitted, of.held_out, np.random.default_rng(seed))
        inside += [b.low <= b.predicted <= b.high for b in told.bins]
    assert 0.9 <= np.mean(inside) <= 0.99
