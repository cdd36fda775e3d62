"""The range of values over groups, and what simultaneous intervals of the values say of it."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def largest_range(values: Array) -> float:
    """The largest range, max - min over groups, of several metrics: values of shape (metrics, G).

    NaN where a value is: a group without a value is neither the best nor the worst served.
    """
    return float(np.ptp(values, axis=1).max()) if values.shape[1] > 1 else float("nan")


def range_bounds(low: Array, high: Array) -> tuple[float, float]:
    """The least and the greatest largest range that values between `low` and `high`, (metrics, G), can have.

    The greatest: the highest upper end - the lowest lower end. The least: the highest lower end - the lowest upper
    end, at least 0. Where the intervals hold together, so does this one.
    """
    greatest = float((high.max(axis=1) - low.min(axis=1)).max())
    least = float((low.max(axis=1) - high.min(axis=1)).max())
    return max(0.0, least), greatest
