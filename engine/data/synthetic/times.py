"""Timestamps: the year 2024, mostly in the evening (UTC seconds)."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

START = 1_704_067_200  # 2024-01-01 00:00 UTC
HOUR = 3600
DAYS = 365
HOURLY = np.array([2, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 5, 5, 4, 4, 5, 6, 8, 10, 11, 10, 7, 4], dtype=np.float64)


def at_day(day: int) -> int:
    """Midnight at the start of a day of the year."""
    return START + day * 24 * HOUR


def moments(n: int, rng: Generator) -> NDArray[np.int64]:
    """Moments of the year in no order, shape (n,)."""
    hour = rng.choice(24, size=n, p=HOURLY / HOURLY.sum())
    return np.asarray(START + (rng.integers(0, DAYS, size=n) * 24 + hour) * HOUR + rng.integers(0, HOUR, size=n))
