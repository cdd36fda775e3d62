"""Time: when the log was written."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes
from engine.diagnostics.levels import Level, level

MOST_PERIODS = 60
DAY = 86_400
PERIODS = (1, 60, 600, 3600, 6 * 3600, DAY, 7 * DAY, 28 * DAY, 91 * DAY, 365 * DAY)
"""Seconds: a second, a minute, ten, an hour, six, a day, a week, four, thirteen, a year."""
WEAK_BUSIEST, POOR_BUSIEST = 0.25, 0.5
MANY_ONE_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Times:
    """Interactions a period: period i is [start + i period, start + (i + 1) period), in seconds since 1970 UTC.

    The period is the shortest of `PERIODS` (or of whole years) that gives at most 60. `busiest`: the share of rows
    in the fullest; `empty`: periods without rows; `one_day_share`: of the users with at least two rows, those whose
    rows all lie within 24 hours, whose order says little (None where nobody has two). `poor`: `busiest` above
    50%; `weak`: above 25%, or `one_day_share` above 50%.
    """

    verdict: Level
    start: int
    period: int
    rows: tuple[int, ...]
    busiest: float
    empty: int
    one_day_share: float | None


def times(users: Codes, timestamps: NDArray[np.int64]) -> Times:
    """Describe the times of all rows; both of shape (n,), rows sorted by user."""
    first, last = int(timestamps.min()), int(timestamps.max())
    period = _period(last - first)
    rows = np.bincount((timestamps - first) // period)
    busiest = float(rows.max() / rows.sum())
    one_day = _one_day_share(users, timestamps)
    return Times(
        verdict=level(busiest > POOR_BUSIEST, busiest > WEAK_BUSIEST or (one_day or 0.0) > MANY_ONE_DAY),
        start=first,
        period=period,
        rows=tuple(rows.tolist()),
        busiest=busiest,
        empty=int((rows == 0).sum()),
        one_day_share=one_day,
    )


def _period(span: int) -> int:
    """The shortest period of which 60 reach over `span` seconds; whole years where none of the table does."""
    years = -(-(span + 1) // (MOST_PERIODS * PERIODS[-1]))
    return next((p for p in PERIODS if span // p < MOST_PERIODS), years * PERIODS[-1])


def _one_day_share(users: Codes, timestamps: NDArray[np.int64]) -> float | None:
    starts = np.flatnonzero(np.diff(users, prepend=-1))
    several = np.diff(starts, append=len(users)) > 1
    spans = np.maximum.reduceat(timestamps, starts) - np.minimum.reduceat(timestamps, starts)
    return float((spans[several] < DAY).mean()) if several.any() else None
