"""A two-sided interval, however it was made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval and the standard error and quantile it was made of."""

    low: float
    high: float
    error: float
    quantile: float
