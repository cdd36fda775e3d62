"""Intervals of proportions and of what two of them differ by, for one yes or no a user."""

import math
from dataclasses import dataclass

from scipy import special

from engine.statistics.estimate import Interval
from engine.statistics.gaps import Gap, GapScale


@dataclass(frozen=True, slots=True)
class Proportion:
    """Users with a yes, of all who were asked; 0 <= successes <= n."""

    successes: int
    n: int

    @property
    def value(self) -> float:
        """The share; n must not be 0."""
        return self.successes / self.n


def proportion_value(of: Proportion, level: float) -> Interval | None:
    """Wilson's score interval at 1 - level; None for nobody.

    (p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). Holds its level where plain intervals
    fail: for few users and shares near 0 or 1, which have an interval too. `error`: half its width over z.
    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
    """
    if of.n == 0:
        return None
    z, p, n = _quantile(level), of.value, of.n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    low, high = (0.0 if of.successes == 0 else low), (1.0 if of.successes == n else high)  # exact, but for rounding
    return Interval(low, high, (high - low) / (2 * z), z)


def proportion_gap(group: Proportion, reference: Proportion, scale: GapScale, level: float) -> Gap | None:
    """The gap between the shares of two disjoint groups with its interval at 1 - level, made of Wilson's limits.

    `error` is half the interval's width (on the ratio scale that of its logarithm) over z; infinite where the
    lower end is 0. None where a group has nobody or, on the ratio scale, the reference has no success.
    """
    if group.n == 0 or reference.n == 0 or (scale == "ratio" and reference.successes == 0):
        return None
    z = _quantile(level)
    if scale == "difference":
        low, high = newcombe(group, reference, level)
        return Gap(group.value - reference.value, low, high, (high - low) / (2 * z), z, scale)
    low, high = mover_ratio(group, reference, level)
    error = math.log(high / low) / (2 * z) if low > 0 else math.inf
    return Gap(group.value / reference.value, low, high, error, z, scale)


def newcombe(group: Proportion, reference: Proportion, level: float) -> tuple[float, float]:
    """The interval of p1 - p2: d - sqrt((p1 - l1)^2 + (u2 - p2)^2), d + sqrt((u1 - p1)^2 + (p2 - l2)^2).

    l and u are Wilson's limits at the same level; both groups need a user.
    Source: Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of
    eleven methods, Statistics in Medicine 17, method 10.
    """
    (p, l1, u1), (q, l2, u2) = _limits(group, level), _limits(reference, level)
    return p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)


def mover_ratio(group: Proportion, reference: Proportion, level: float) -> tuple[float, float]:
    """The interval of p1 / p2 from Wilson's limits l and u of both (method of variance estimates recovery).

    Upper: (p1 p2 + sqrt(p1^2 p2^2 - u1 l2 (2 p1 - u1) (2 p2 - l2))) / (l2 (2 p2 - l2)). Lower:
    (p1 p2 - sqrt(p1^2 p2^2 - l1 u2 (2 p1 - l1) (2 p2 - u2))) / (u2 (2 p2 - u2)), written so that u2 = 2 p2 is no
    exception. The reference needs a success.
    Source: Donner & Zou (2012), Closed-form confidence intervals for functions of the normal mean and standard
    deviation, Statistical Methods in Medical Research 21, equation 9.
    """
    (p, l1, u1), (q, l2, u2) = _limits(group, level), _limits(reference, level)
    product, least, most = p * q, l1 * (2 * p - l1), l2 * (2 * q - l2)
    high = (product + math.sqrt(max(0.0, product**2 - u1 * (2 * p - u1) * most))) / most
    if group.successes == 0:
        return 0.0, high
    return least / (product + math.sqrt(max(0.0, product**2 - least * u2 * (2 * q - u2)))), high


def _limits(of: Proportion, level: float) -> tuple[float, float, float]:
    interval = proportion_value(of, level)
    assert interval is not None  # callers have users
    return of.value, interval.low, interval.high


def _quantile(level: float) -> float:
    return float(special.ndtri(1 - level / 2))
