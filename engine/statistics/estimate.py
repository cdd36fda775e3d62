"""Ratios of sums over users, with the influence of each user: the one estimator of the audit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """theta = sum_u a_u / sum_u b_u with the influence of each of the N users, shape (N,).

    `n`: the users that contribute (b_u != 0); influences of the others are 0.
    """

    value: float
    influence: Array
    n: int

    @property
    def error(self) -> float:
        """Standard error: sqrt(sum of squared influences) / N with the factor n / (n - 1)."""
        return standard_error(self.influence, self.n)


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval and the standard error and quantile it was made of."""

    low: float
    high: float
    error: float
    quantile: float


def estimate(numerator: Array, denominator: Array) -> Estimate | None:
    """The ratio of sums, linearised by user; None where no user contributes.

    Influence of u = (a_u - theta b_u) / mean(b). A mean over users has b = 1 for the users in the
    group and 0 elsewhere; a mean over rows has b = the user's rows, which makes users the clusters.
    Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 5.6.
    """
    total = denominator.sum()
    n = int(np.count_nonzero(denominator))
    if n == 0 or total == 0:
        return None
    value = float(numerator.sum() / total)
    return Estimate(value, (numerator - value * denominator) / (total / len(denominator)), n)


def standard_error(influence: Array, n: int) -> float:
    """sqrt(n / (n - 1) sum_u influence_u^2) / N; infinite where n < 2."""
    if n < 2:
        return float("inf")
    return float(np.sqrt(n / (n - 1) * np.square(influence).sum()) / len(influence))


def value_interval(of: Estimate, level: float) -> Interval | None:
    """Theta +- t se at 1 - level; None for fewer than two users."""
    if of.n < 2:
        return None
    quantile = float(special.stdtrit(of.n - 1, 1 - level / 2))
    return Interval(of.value - quantile * of.error, of.value + quantile * of.error, of.error, quantile)


def ratio_interval(group: Estimate, reference: Estimate, level: float) -> Interval | None:
    """exp(log(theta_g / theta_r) +- t se) at 1 - level; None where a value is not positive.

    The influence on the log ratio is influence_g / theta_g - influence_r / theta_r, user by user, so
    groups that share users (items seen by the same people) need no second formula. Degrees of
    freedom: those of the smaller group.
    """
    n = min(group.n, reference.n)
    if group.value <= 0 or reference.value <= 0 or n < 2:
        return None
    influence = group.influence / group.value - reference.influence / reference.value
    error = standard_error(influence, n)
    quantile = float(special.stdtrit(n - 1, 1 - level / 2))
    log_ratio = float(np.log(group.value / reference.value))
    return Interval(
        float(np.exp(log_ratio - quantile * error)), float(np.exp(log_ratio + quantile * error)), error, quantile
    )


def detectable_ratio(interval: Interval, lower_tolerance: float, power: float = 0.8) -> float:
    """The ratio below 1 that a sample with this error flags (`outside`) with the given power.

    log L - (t + z_power) se, on the log scale, with the lower tolerance L.
    """
    z = float(special.ndtri(power))
    return float(lower_tolerance * np.exp(-(interval.quantile + z) * interval.error))
