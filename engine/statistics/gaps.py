"""From ratios to the gap between two groups, with the interval of the level that it is told."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special, stats

from engine.statistics.estimate import Interval
from engine.statistics.ratios import Ratios

GapScale = Literal["ratio", "difference"]

TINY = 1e-12
"""A standard error below this part of the values is rounding: all users are alike."""
LEAST_EFFECTIVE = 2
"""Below so many effective users there is no interval: one of them is nearly the whole sum."""
WIDEST = 300.0
"""The most that a logarithm may be wide: beyond it, the ends are no numbers that a machine can hold."""
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Gap:
    """theta_g / theta_r or theta_g - theta_r, its interval, and what that was made of.

    `error`: the standard error, of the log ratio on the ratio scale; `quantile`: how many errors wide each side is.
    """

    value: float
    low: float
    high: float
    error: float
    quantile: float
    scale: GapScale


def value_interval(ratios: Ratios, g: int, level: float) -> Interval | None:
    """Theta_g +- t se at 1 - level, with effective users - 1 degrees of freedom; None where `gap` has none."""
    value, error = float(ratios.value[g]), float(ratios.error[g])
    if not (error > TINY * abs(value) and _enough(ratios, [g])):
        return None
    quantile = _quantile(ratios, [g], level)
    return Interval(value - quantile * error, value + quantile * error, error, quantile)


def log_value_interval(ratios: Ratios, g: int, level: float) -> Interval | None:
    """exp(log theta_g +- t se), for metrics that are never negative; `error` is that of the logarithm.

    Stays above 0 and covers better than `value_interval` where many users of a small group have 0: the interval of a
    sample with few of the others is not made short by their being few. None where the value is not positive.
    """
    value = float(ratios.value[g])
    error = float(ratios.error[g]) / value if value > 0 else float("nan")
    if not (error > TINY and _enough(ratios, [g])):
        return None
    quantile = _quantile(ratios, [g], level)
    width = float(np.exp(min(quantile * error, WIDEST)))
    return Interval(value / width, value * width, error, quantile)


def gap_value(ratios: Ratios, g: int, r: int, scale: GapScale) -> float | None:
    """The gap alone, which may exist without an interval; None where undefined (a reference that is not positive)."""
    group, reference = float(ratios.value[g]), float(ratios.value[r])
    if not np.isfinite(group - reference):
        return None
    if scale == "difference":
        return group - reference
    return group / reference if reference > 0 and group >= 0 else None


def gap(ratios: Ratios, g: int, r: int, scale: GapScale, level: float) -> Gap | None:
    """The gap of group g to the reference r with its interval at 1 - level.

    Ratio: exp(log(theta_g / theta_r) +- t se), se^2 = v_gg / theta_g^2 + v_rr / theta_r^2 - 2 v_gr / (theta_g
    theta_r). Difference: theta_g - theta_r +- t se, se^2 = v_gg + v_rr - 2 v_gr. Degrees of freedom: the smaller
    number of effective users - 1. The logarithm keeps the interval positive and makes it read the same
    whichever group is the reference. With n - 1 degrees, ratios of sums in which a few of 30 users bring most rows
    would be covered too seldom. How often intervals hold is in docs/statistics.md.

    None where a value is undefined or, on the ratio scale, not positive; where fewer than two effective users
    stand behind one; and where the standard error is 0: users who are all alike say nothing about those not seen.
    """
    value = gap_value(ratios, g, r, scale)
    if value is None or (scale == "ratio" and value <= 0):
        return None
    error = _error(ratios, g, r, scale)
    if error is None or not _enough(ratios, [g, r]):
        return None
    quantile = _quantile(ratios, [g, r], level)
    if scale == "difference":
        return Gap(value, value - quantile * error, value + quantile * error, error, quantile, scale)
    width = float(np.exp(min(quantile * error, WIDEST)))
    return Gap(value, value / width, value * width, error, quantile, scale)


def detectable(of: Gap, tolerance: tuple[float, float], power: float = POWER) -> float | None:
    """The gap that a sample with this error flags (`outside`) with the given power, at the level that was used.

    Ratio: L exp(-(q + z) se) below the lower tolerance L; difference: U + (q + z) se above the upper tolerance U;
    q the interval's quantile, z that of the power. The error is taken to stay as it is. None where it is not finite.
    """
    reach = (of.quantile + float(stats.norm.ppf(power))) * of.error
    if not np.isfinite(reach):
        return None
    return tolerance[0] * float(np.exp(-reach)) if of.scale == "ratio" else tolerance[1] + reach


def power_within(of: Gap, tolerance: tuple[float, float]) -> float | None:
    """The chance that a sample with this error is `within` the tolerance where there is no gap at all.

    P(L <= theta - q se and theta + q se <= U) for theta normal about 0 with this error: Phi(U / se - q) -
    Phi(L / se + q), not below 0; L, U and theta on the log scale for ratios. None where the error is not finite.
    """
    if not np.isfinite(of.error):
        return None
    low, high = np.log(tolerance) if of.scale == "ratio" else tolerance
    return max(0.0, float(stats.norm.cdf(high / of.error - of.quantile) - stats.norm.cdf(low / of.error + of.quantile)))


def _error(ratios: Ratios, g: int, r: int, scale: GapScale) -> float | None:
    """The standard error of a gap; None where it is not finite or no more than what rounding leaves of 0."""
    pair = ratios.value[[g, r]]
    slopes, size = (1 / pair, 1.0) if scale == "ratio" else (np.ones(2), float(np.abs(pair).max()))
    covariance = ratios.covariance[np.ix_([g, r], [g, r])] * np.outer(slopes, slopes)
    apart = float(covariance.trace())
    variance = apart - 2 * float(covariance[0, 1])
    return float(np.sqrt(variance)) if variance > TINY * apart + (TINY * size) ** 2 else None


def _enough(ratios: Ratios, groups: list[int]) -> bool:
    """Whether two effective users or more stand behind each group."""
    return bool((ratios.effective[groups] >= LEAST_EFFECTIVE - TINY).all())


def _quantile(ratios: Ratios, groups: list[int], level: float) -> float:
    # what `stats.t.ppf` asks too, without its checks, which take longer than all the rest of an interval
    return float(special.stdtrit(ratios.effective[groups].min() - 1, 1 - level / 2))
