"""From an interval and a tolerance to a verdict."""

from typing import Protocol

from engine.contracts import Verdict


class Bounds(Protocol):
    """Whatever has two ends: an interval of a value or a gap."""

    @property
    def low(self) -> float:
        """The lower end."""

    @property
    def high(self) -> float:
        """The upper end."""


def verdict(gap: Bounds, tolerance: tuple[float, float]) -> Verdict:
    """`within` where the interval lies inside the tolerance, `outside` where it lies wholly beyond it.

    The first is an equivalence test, the second a test of a minimum effect; both read the same
    simultaneous interval, so no verdict needs a p-value. Anything else is `inconclusive`.
    """
    low, high = tolerance
    if low <= gap.low and gap.high <= high:
        return "within"
    if gap.high < low or gap.low > high:
        return "outside"
    return "inconclusive"


def index_verdict(low: float, high: float, upper_tolerance: float) -> Verdict:
    """The verdict on an unsigned index, of which less is better: one-sided, so its lower end never flags by itself.

    `within` where the whole interval is at most the tolerance, `outside` where it lies above it.
    """
    if high <= upper_tolerance:
        return "within"
    return "outside" if low > upper_tolerance else "inconclusive"
