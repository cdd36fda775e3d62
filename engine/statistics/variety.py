"""Whether users differ enough for the spread of their values to be known."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST_DIFFERENT = 5
"""Below so many users who differ, verdicts are refused (`few_different`): docs/statistics.md."""


def differing(numerator: Array, denominator: Array) -> int:
    """How many users of one group have another value than the commoner of its two ends.

    The group's n users that have a value, less those at its least or those at its greatest, whichever are more: users
    with something above 0 where many have 0, users below 1 where many have 1. With few of them the standard error
    hangs on one or two users, and samples that happen to have none look certain. Shapes (N,).
    """
    values = numerator[denominator != 0] / denominator[denominator != 0]
    if len(values) == 0:
        return 0
    return int(min((values > values.min()).sum(), (values < values.max()).sum()))
