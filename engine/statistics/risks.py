"""The mean loss over all eligible pairs from the observed ones, with the errors of how pairs come to be seen.

Symbols: D the eligible pairs, |D| their number; o = 1 where a pair was observed, else 0; e its loss, in the loss's own
unit; p = P(o = 1), its propensity; w = 1/p; ehat a loss that was imputed for the pair. Wanted is R, the mean of e over
D. Arrays are of shape (n,): the n observed pairs, in one order.

The standard errors are those of the *design*: losses and imputed losses are fixed, and every pair is observed or not
by a coin of its own, independently of all others (Poisson sampling). They hold for the p that they are told: what it
costs to have estimated p, or to have fitted ehat on the same pairs, is not in them. Where users are what is sampled,
`risks_by_user` has the errors. How often the intervals hold is in docs/causal.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.statistics.gaps import LEAST_EFFECTIVE, TINY
from engine.statistics.inverse_weights import inverse, kish

Array = NDArray[np.float64]

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Risk:
    """An estimate of R. All but the counts is None where nothing was observed: no data are no loss of 0.

    `low` and `high` are None too where fewer than two effective units stand behind the value, or the standard error is
    0: units that are all alike say nothing about those not seen.
    """

    value: float | None
    error: float | None
    """The standard error, 0 or more; None where one unit can't tell it."""
    low: float | None
    high: float | None
    n: int
    """The units that the error counts: observed pairs, or users who have something to say."""
    effective: float
    """Kish's effective number of those units, (sum w)^2 / sum w^2."""


NOTHING = Risk(None, None, None, None, 0, 0.0)


def naive(losses: Array, level: float = LEVEL) -> Risk:
    """The mean of what was observed, sum(o e) / sum(o): near R only where observation has nothing to do with the loss.

    Error: that of a mean, sqrt(sum o (e - value)^2 / (n (n - 1))). Source: Schnabel et al. (2016), Recommendations as
    treatments, section 3.

    Raises:
        ValueError: A loss that is not finite.
    """
    require(losses)
    n = len(losses)
    if n == 0:
        return NOTHING
    value = float(losses.mean())
    error = float(np.sqrt(np.square(losses - value).sum() / (n * (n - 1)))) if n > 1 else None
    return with_interval(value, error, n, float(n), level)


def ips(losses: Array, propensities: Array, n_eligible: int, level: float = LEVEL) -> Risk:
    """Inverse propensity scoring: 1/|D| sum(o e / p). Its expectation is R for the true p, where p > 0 on all of D.

    Error: Horvitz and Thompson's under Poisson sampling, 1/|D| sqrt(sum o e^2 (1 - p) / p^2).
    Source: Schnabel et al. (2016), equation 10; Särndal, Swensson & Wretman (1992), Model assisted survey sampling,
    section 3.5.

    Args:
        losses: e of the observed pairs.
        propensities: p of the same pairs.
        n_eligible: |D|, at least n.
        level: The interval is that of 1 - level.

    Raises:
        InputError: `propensity.range`.
        ValueError: A loss that is not finite, arrays of unequal lengths, |D| < n.
    """
    require(losses, propensities)
    require_eligible(n_eligible, losses)
    w = inverse(propensities)
    return _weighted(0.0, losses, w, float(n_eligible), level)


def snips(losses: Array, propensities: Array, level: float = LEVEL) -> Risk:
    """Self-normalised IPS, Hájek's ratio: sum(o e / p) / sum(o / p). Its value needs p up to a factor only, and no |D|.

    Never beyond the observed losses; biased by O(1/n), and mostly of less variance than `ips`. Error, linearised:
    1/N sqrt(sum o (e - value)^2 (1 - p) / p^2) with N = sum(o / p), which wants p itself and not a multiple.
    Source: Swaminathan & Joachims (2015), The self-normalized estimator for counterfactual learning; Särndal et al.
    (1992), section 5.7.

    Raises:
        InputError: `propensity.range`.
        ValueError: A loss that is not finite, arrays of unequal lengths.
    """
    require(losses, propensities)
    return _normalised(0.0, losses, inverse(propensities), level)


def eib(losses: Array, imputed: Array, mean_imputed: float, n_eligible: int, level: float = LEVEL) -> Risk:
    """Error imputation: 1/|D| sum over D of (o e + (1 - o) ehat) = mean over D of ehat + 1/|D| sum o (e - ehat).

    Near R only where the imputed losses are right on the pairs not seen. Error: 1/|D| sqrt(sum o (e - ehat)^2), an
    upper bound, since 1 - p is taken for 1; it says nothing about how wrong ehat is.
    Source: Wang, Zhang, Sun & Qi (2019), Doubly robust joint learning for recommendation on data missing not at
    random, section 3; the idea: Steck (2010), Training and testing of recommender systems on data missing not at
    random.

    Args:
        losses: e of the observed pairs.
        imputed: ehat of the same pairs.
        mean_imputed: The mean of ehat over all of D.
        n_eligible: |D|, at least n.
        level: The interval is that of 1 - level.

    Raises:
        ValueError: A loss that is not finite, arrays of unequal lengths, |D| < n.
    """
    require(losses, imputed)
    require(np.array([mean_imputed]))
    require_eligible(n_eligible, losses)
    residual, n = losses - imputed, len(losses)
    if n == 0:
        return NOTHING
    error = float(np.sqrt(np.square(residual).sum())) / n_eligible
    return with_interval(mean_imputed + float(residual.sum()) / n_eligible, error, n, float(n), level)


def dr(
    losses: Array, imputed: Array, propensities: Array, mean_imputed: float, n_eligible: int, level: float = LEVEL
) -> Risk:
    """Doubly robust: mean over D of ehat + 1/|D| sum(o (e - ehat) / p).

    Its expectation is R where p is right, whatever ehat, and where ehat = e, whatever p. Error: that of `ips` for the
    residuals, 1/|D| sqrt(sum o (e - ehat)^2 (1 - p) / p^2): small where ehat is near e.
    Source: Wang, Zhang, Sun & Qi (2019), section 3; Särndal et al. (1992), section 6.3 (difference estimator).

    Args:
        losses: e of the observed pairs.
        imputed: ehat of the same pairs.
        propensities: p of the same pairs.
        mean_imputed: The mean of ehat over all of D.
        n_eligible: |D|, at least n.
        level: The interval is that of 1 - level.

    Raises:
        InputError: `propensity.range`.
        ValueError: A loss that is not finite, arrays of unequal lengths, |D| < n.
    """
    require(losses, imputed, propensities)
    require(np.array([mean_imputed]))
    require_eligible(n_eligible, losses)
    return _weighted(mean_imputed, losses - imputed, inverse(propensities), float(n_eligible), level)


def sndr(losses: Array, imputed: Array, propensities: Array, mean_imputed: float, level: float = LEVEL) -> Risk:
    """Doubly robust with a self-normalised correction: mean over D of ehat + sum(o (e - ehat) / p) / sum(o / p).

    Arguments and errors raised as for `dr`, without |D|; the standard error is that of `snips` for the residuals.
    Source: Thomas & Brunskill (2016), Data-efficient off-policy policy evaluation for reinforcement learning (weighted
    doubly robust), for one step.
    """
    require(losses, imputed, propensities)
    require(np.array([mean_imputed]))
    return _normalised(mean_imputed, losses - imputed, inverse(propensities), level)


def require(losses: Array, *others: Array) -> None:
    """Refuse losses that are not finite, and arrays that are not of one length.

    Raises:
        ValueError: As said.
    """
    if any(other.shape != losses.shape for other in others):
        raise ValueError(f"arrays of one length are needed, not {[a.shape for a in (losses, *others)]}")
    if not np.isfinite(losses).all():
        raise ValueError("a loss is not finite")


def require_eligible(n_eligible: int, losses: Array) -> None:
    """Refuse fewer eligible pairs than observed ones.

    Raises:
        ValueError: As said.
    """
    if n_eligible < len(losses):
        raise ValueError(f"{n_eligible} eligible pairs can't hold {len(losses)} observed ones")


def _weighted(start: float, residual: Array, w: Array, total: float, level: float) -> Risk:
    """Start + 1/total sum(w residual), with the error of the Poisson design: (1 - p) / p^2 = w (w - 1)."""
    if len(w) == 0:
        return NOTHING
    value = start + float((w * residual).sum()) / total
    return with_interval(value, _design_error(residual, w, total), len(w), kish(w), level)


def _normalised(start: float, residual: Array, w: Array, level: float) -> Risk:
    """Start + sum(w residual) / sum(w), linearised about that mean."""
    if len(w) == 0:
        return NOTHING
    total = float(w.sum())
    mean = float((w * residual).sum()) / total
    return with_interval(start + mean, _design_error(residual - mean, w, total), len(w), kish(w), level)


def _design_error(residual: Array, w: Array, total: float) -> float:
    return float(np.sqrt((np.square(residual) * w * (w - 1)).sum())) / total


def with_interval(value: float, error: float | None, n: int, effective: float, level: float) -> Risk:
    """The normal interval at 1 - level, where there is one."""
    if error is None or not error > TINY * abs(value) or effective < LEAST_EFFECTIVE - TINY:
        return Risk(value, error, None, None, n, effective)
    half = float(special.ndtri(1 - level / 2)) * error
    return Risk(value, error, value - half, value + half, n, effective)
