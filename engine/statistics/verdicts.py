"""From an interval and a tolerance to a verdict."""

from engine.contracts import Verdict
from engine.statistics.estimate import Interval


def verdict(gap: Interval, tolerance: tuple[float, float]) -> Verdict:
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
