"""The spread of group values about their mean, and its bounds where each value lies in an interval."""

from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_GROUPS = 12
"""Up to so many groups every vertex of a box is tried."""


def spread(values: Array) -> float:
    """std(values) / mean(values) with the population's standard deviation; NaN where the mean is not positive.

    0 where all are equal, at most sqrt(G - 1) for values of 0 or more. Shape (G,).
    Source: Zhu, Wang & Caverlee (2020), Measuring and mitigating item under-recommendation bias in personalized
    ranking systems, section 3 (RSP and REO).
    """
    mean = float(values.mean()) if len(values) else float("nan")
    return float(values.std() / mean) if mean > 0 else float("nan")


def spread_bounds(low: Array, high: Array) -> tuple[float, float]:
    """The least and greatest spread over the box low <= values <= high; shapes (G,), no end negative.

    With simultaneous intervals, the spread of the true values lies within them at the family's level. Spreads of at
    most s are the cone |v| <= sqrt((1 + s^2) / G) sum v, so the spread is quasi-convex: its greatest value is at a
    vertex of the box. Exact for up to 12 groups; beyond them the greatest is an outer bound. NaN where an end is
    negative or not a number, or every upper end is 0.
    """
    if len(low) == 0 or not (low >= 0).all() or not (high >= low).all() or not high.max() > 0:
        return float("nan"), float("nan")
    return _least(low, high), _vertices(low, high) if len(low) <= MOST_GROUPS else _outer(low, high)


def _least(low: Array, high: Array) -> float:
    """The values nearest to all being equal: c clipped into every interval, for the best c.

    At the minimum c = sum v^2 / sum v over all v (the gradient is 0), which is the same ratio over those groups
    alone that sit at an end of their interval: one candidate between each two neighbouring ends.
    """
    ends = np.unique(np.concatenate([low, high]))
    found = [spread(np.clip(c, low, high)) for c in ends if c > 0]
    for left, right in pairwise(ends):
        middle = (left + right) / 2
        clipped = np.clip(middle, low, high)
        fixed = clipped[clipped != middle]
        if len(fixed) and fixed.sum() > 0:
            found.append(spread(np.clip(np.square(fixed).sum() / fixed.sum(), low, high)))
    return min(found)


def _vertices(low: Array, high: Array) -> float:
    """The greatest spread over all 2^G vertices of the box."""
    choice = np.array(list(product((False, True), repeat=len(low))))
    values = np.where(choice, high, low)
    values = values[values.sum(axis=1) > 0]
    return float((values.std(axis=1) / values.mean(axis=1)).max())


def _outer(low: Array, high: Array) -> float:
    """At least the greatest spread: squares replaced by their chords over the intervals.

    For a given sum S of the values, the sum of the chords is greatest where those of the steepest slope low + high are
    filled first; that is a + b S between two fillings, and (a + b S) / S^2 is greatest at an end or at S = -2 a / b.
    """
    order = np.argsort(-(low + high), kind="stable")
    sums = low.sum() + np.append(0.0, np.cumsum((high - low)[order]))
    squares = np.square(low).sum() + np.append(0.0, np.cumsum((np.square(high) - np.square(low))[order]))
    slopes = (low + high)[order]
    offsets = squares[:-1] - slopes * sums[:-1]
    turns = np.divide(-2 * offsets, slopes, out=np.zeros_like(slopes), where=slopes > 0)
    turns = np.clip(turns, sums[:-1], sums[1:])
    tops, totals = np.append(squares, offsets + slopes * turns), np.append(sums, turns)
    largest = (tops[totals > 0] / np.square(totals[totals > 0])).max()
    return float(np.sqrt(max(0.0, len(low) * largest - 1)))
