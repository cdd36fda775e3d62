"""The marginal sensitivity model: what hidden causes of observation could do to a weighted mean.

p is the propensity given what the log holds, q the one given hidden causes too. An odds bound L >= 1 says that the odds
of q and p differ by a factor of at most L: 1/L <= (q / (1 - q)) / (p / (1 - p)) <= L. Then q lies in
[p / (p + L (1 - p)), L p / (L p + 1 - p)], and each weight 1/q in [1 + (1/p - 1) / L, 1 + (1/p - 1) L].
Source: Tan (2006), A distributional approach for causal inference using propensity scores, JASA 101; Zhao, Small &
Bhattacharya (2019), Sensitivity analysis for inverse probability weighting estimators via the percentile bootstrap,
JRSS B 81.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Range = tuple[float, float]

LARGEST_ODDS = 20.0
"""Beyond this bound nothing is looked for: hidden causes so strong would leave nothing to learn from any log."""
STEPS = 30
"""Halvings of log L: from a span of log 20 to a relative error below 1e-8."""


def bounds(propensities: Array, odds: float) -> tuple[Array, Array]:
    """The least and the largest weight of each pair under the bound.

    Args:
        propensities: p of n pairs, each in (0, 1], shape (n,); a p of 1 leaves its weight at 1 whatever the bound.
        odds: L, at least 1; 1 gives 1/p twice.

    Raises:
        ValueError: where `odds` is below 1.
    """
    if not odds >= 1:
        raise ValueError(f"odds bound {odds} is not at least 1")
    rest = 1 / propensities - 1
    return 1 + rest / odds, 1 + rest * odds


def extreme_weights(values: Array, low: Array, high: Array) -> Array:
    """The weights within [low, high] that make sum(w v) / sum(w) largest, shape (n,), n at least 1.

    At the maximum, values above it have their largest weight and values below it their least, so one of the n + 1
    cuts of the sorted values is it: exact, in n log n steps.
    """
    order = np.argsort(-values, kind="stable")
    ranked, least, most = values[order], low[order], high[order]
    added = most - least
    above = np.concatenate([[0.0], np.cumsum(ranked * added)]) + (ranked * least).sum()
    below = np.concatenate([[0.0], np.cumsum(added)]) + least.sum()
    cut = int(np.argmax(above / below))
    found = low.copy()
    found[order[:cut]] = high[order[:cut]]
    return found


def extreme_mean(values: Array, low: Array, high: Array) -> float:
    """The largest weighted mean sum(w v) / sum(w) over all weights within [low, high]; the smallest is
    `-extreme_mean(-values, low, high)`.
    """
    return weighted_mean(values, extreme_weights(values, low, high))


def weighted_mean(values: Array, weights: Array) -> float:
    """sum(w v) / sum(w): Hajek's mean."""
    return float((values * weights).sum() / weights.sum())


def range_of_mean(values: Array, propensities: Array, odds: float) -> Range:
    """The smallest and the largest Hajek mean of the values that an odds bound allows."""
    low, high = bounds(propensities, odds)
    return -extreme_mean(-values, low, high), extreme_mean(values, low, high)


def range_of_gap(values: Array, propensities: Array, others: Array, other_propensities: Array, odds: float) -> Range:
    """The smallest and the largest difference of two Hajek means over disjoint pairs, the first minus the second."""
    least, most = range_of_mean(values, propensities, odds)
    other_least, other_most = range_of_mean(others, other_propensities, odds)
    return least - other_most, most - other_least


def flip(held: Callable[[float], Range], against: float = 0.0, most: float = LARGEST_ODDS) -> float | None:
    """The smallest odds bound at which a range holds `against`, so that which side of it is right is no longer known.

    Args:
        held: From an odds bound to the range of a number under it, which only widens as the bound grows.
        against: The number that the conclusion is about: 0 for the sign of a difference.
        most: The largest bound that is tried.

    Returns:
        1.0 where already the range at 1 holds it, None where that at `most` does not.
    """
    if _inside(held(1.0), against):
        return 1.0
    if not _inside(held(most), against):
        return None
    low, high = 0.0, math.log(most)
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _inside(held(math.exp(middle)), against) else (middle, high)
    return math.exp(high)


def _inside(span: Range, number: float) -> bool:
    return span[0] <= number <= span[1]
