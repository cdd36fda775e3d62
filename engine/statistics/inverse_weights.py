"""Weights 1/p of observed pairs, from propensities that were looked at first."""

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError

Array = NDArray[np.float64]


def inverse(propensities: Array) -> Array:
    """1/p of every observed pair, shape (n,), each 1 or more.

    Raises:
        InputError: `propensity.range` where a propensity is not finite or not in (0, 1].
    """
    if not (np.isfinite(propensities).all() and (propensities > 0).all() and (propensities <= 1).all()):
        raise InputError("propensity.range")
    weights: Array = 1 / propensities
    return weights


def kish(weights: Array) -> float:
    """How many equally weighted pairs would be as many: (sum w)^2 / sum w^2, from 1 to n; 0 where there are none.

    Source: Kish (1965), Survey sampling, section 11.7.
    """
    return float(weights.sum() ** 2 / np.square(weights).sum()) if len(weights) else 0.0
