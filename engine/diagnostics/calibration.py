"""Calibration of propensities: are pairs observed as often as they say, in pairs that they were not fitted on?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.contracts import Codes, Pairs
from engine.diagnostics.levels import Level, level
from engine.diagnostics.outcome import summed
from engine.propensity import Evidence, Fitted
from engine.statistics.ratios import by_code

MOST_BINS, LEAST_ROWS = 10, 50
"""A bin expects at least so many held-out pairs."""
ELIGIBLE_SAMPLE = 200_000
WEAK_ERROR, POOR_ERROR = 0.1, 0.25
LEAST_USERS = 10
LEVEL = 0.05
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Eligible pairs of like propensity: the mean `predicted`, and the rate at which held-out pairs fall among them
    (`observed`, in the same units) with its 95% interval over users, None where fewer than 10 users have one.
    """

    predicted: float
    observed: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """`error`: sum over bins of |observed - predicted| over the sum of observed, each bin as heavy as its eligible
    pairs: 0 where right, 2 at most; `chance`: what of it sampling alone would give. `slope`: of the log rate on the log
    prediction (1 where right, below where propensities are too extreme), None where a bin has no held-out pair.
    `n`: the held-out pairs. `good`: `error` beyond `chance` is at most 10%; `weak`: at most 25%; `poor`: more;
    `unknown`: fewer than 100 held-out pairs.
    """

    verdict: Level
    bins: tuple[Bin, ...]
    n: int
    error: float | None
    chance: float | None
    slope: float | None


def calibration(evidence: Evidence, fitted: Fitted, held_out: Pairs, rng: np.random.Generator) -> Calibration | None:
    """Compare the propensities of a sample of eligible pairs with where the held-out pairs are.

    Bins share out the expected observed pairs equally. How many rows of a user are held out is settled by the split
    and so says nothing: each held-out pair counts as (training rows) / (held-out rows) of its user, and users without
    any are left out. Of bin b, `observed` is the sum of these over |D| (share of sampled pairs in b).

    Returns:
        None where p is relative, or is not known of unobserved pairs: nothing to compare with.
    """
    if fitted.relative or not fitted.everywhere:
        return None
    n = min(MOST_BINS, len(held_out) // LEAST_ROWS)
    if n < 2:
        return Calibration("unknown", (), len(held_out), None, None, None)
    each = _each(evidence, held_out.users)
    users, items = evidence.eligible.draw(rng, ELIGIBLE_SAMPLE)
    kept = each[users] > 0
    drawn, found = fitted.of(users[kept], items[kept]), fitted.of(held_out.users, held_out.items)
    edges = _edges(drawn, n)
    places, hits = (np.searchsorted(edges, p, side="right") for p in (drawn, found))
    scale = ELIGIBLE_SAMPLE / evidence.eligible.n
    there = np.unique(places)
    rows = [(drawn[places == b], users[kept][places == b], held_out.users[hits == b]) for b in there]
    bins, errors = zip(*(_bin(p, of, by, each * scale) for p, of, by in rows), strict=True)
    counts = np.array([len(p) for p, _users, _hits in rows], dtype=np.float64)
    return _summary(bins, counts, np.array(errors), len(held_out))


def _each(evidence: Evidence, held_out: Codes) -> Array:
    """Training rows over held-out rows of each user, shape (n_users,); 0 for those without held-out rows."""
    trained = np.bincount(evidence.train.users, minlength=evidence.n_users).astype(np.float64)
    held = np.bincount(held_out, minlength=evidence.n_users)
    each: Array = np.divide(trained, held, out=np.zeros(evidence.n_users), where=held > 0)
    return each


def _edges(drawn: Array, n: int) -> Array:
    """The n - 1 cuts between which the sample's propensities have equal sums."""
    ascending = np.sort(drawn)
    mass = np.cumsum(ascending)
    return np.unique(ascending[np.searchsorted(mass, mass[-1] * np.arange(1, n) / n)])


def _bin(drawn: Array, users: Codes, hits: Codes, each: Array) -> tuple[Bin, float]:
    """One bin, and the standard error of its rate: a ratio of held-out to sampled pairs by user."""
    n_users = len(each)
    above = summed(hits, each[hits], n_users)
    below = np.bincount(users, minlength=n_users).astype(np.float64)
    rate = by_code(above, below, np.zeros(n_users, dtype=np.int64), 1)
    value, error, behind = float(rate.value[0]), float(rate.error[0]), int((above > 0).sum())
    predicted = float(drawn.mean())
    if behind < LEAST_USERS or not error > 0:
        return Bin(predicted, value, None, None), error
    reach = float(np.exp(special.stdtrit(behind - 1, 1 - LEVEL / 2) * error / value))
    return Bin(predicted, value, value / reach, value * reach), error


def _summary(bins: tuple[Bin, ...], counts: Array, errors: Array, n: int) -> Calibration:
    predicted, observed = np.array([b.predicted for b in bins]), np.array([b.observed for b in bins])
    total = float((counts * observed).sum())
    if not total > 0 or not np.isfinite(errors).all():
        return Calibration("unknown", bins, n, None, None, None)
    error = float((counts * np.abs(observed - predicted)).sum()) / total
    chance = float((counts * errors).sum()) * float(np.sqrt(2 / np.pi)) / total  # the mean size of a normal error
    beyond = error - chance
    return Calibration(
        verdict=level(beyond > POOR_ERROR, beyond > WEAK_ERROR),
        bins=bins,
        n=n,
        error=error,
        chance=chance,
        slope=_slope(predicted, observed, counts * observed),
    )


def _slope(predicted: Array, observed: Array, weights: Array) -> float | None:
    """Weighted least squares of log observed on log predicted, each bin as heavy as its held-out pairs."""
    if len(predicted) < 2 or (observed == 0).any():
        return None
    x, y = np.log(predicted), np.log(observed)
    apart = x - np.average(x, weights=weights)
    spread = float((weights * apart**2).sum())
    return float((weights * apart * y).sum()) / spread if spread > 0 else None
