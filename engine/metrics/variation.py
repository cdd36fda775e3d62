"""How unequal a few values are: what RSP and REO are made of."""

import numpy as np

from engine.metrics.base import Array


def variation(values: Array) -> float | None:
    """Population standard deviation / mean of the values that are defined, at least 0; 0 where all are equal.

    Values of shape (G,), at least 0, NaN where undefined. None with fewer than two defined ones, or a mean of 0.
    """
    defined = values[np.isfinite(values)]
    if len(defined) < 2 or defined.mean() == 0:
        return None
    return float(defined.std() / defined.mean())
