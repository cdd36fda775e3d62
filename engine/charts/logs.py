"""Ticks of a log axis that fit a narrow screen."""

import math
from collections.abc import Sequence

LEAST_SPAN = 0.5
"""Decades that an axis has at least: one of 1, 2, 5 times a power of ten is in any such span."""


def powers(values: Sequence[float]) -> dict[str, object]:
    """Range and at most six powers of ten for values above 0; 1, 2, 5 between them where these are few."""
    low, high = math.log10(min(values)), math.log10(max(values))
    pad = max(0.06 * (high - low), (LEAST_SPAN - (high - low)) / 2)
    ends = [low - pad, high + pad]
    first, last = math.floor(ends[0]), math.ceil(ends[1])
    steps = (1.0, 2.0, 5.0) if last - first <= 3 else (1.0,)
    at = [m * 10.0**power for power in range(first, last + 1) for m in steps]
    inside = [value for value in at if ends[0] <= math.log10(value) <= ends[1]]
    inside = inside[:: max(1, math.ceil(len(inside) / 6))]
    return {"range": ends, "tickvals": inside, "ticktext": [f"{value:,.10g}" for value in inside]}
