"""Years of publication: an attribute without effect, dealt so that chance cannot give it one."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

PERIODS = ((1990, 1998), (1999, 2007), (2008, 2015), (2016, 2024))


def years(expected: NDArray[np.float64], independent: NDArray[np.bool_], rng: Generator) -> NDArray[np.int64]:
    """A year for each item, shape (n_items,).

    Items of a provider group are ordered by how many likes the log is `expected` to show; each block
    of four neighbours gets one year of each period in random order, and the next block the reverse.
    """
    n = len(expected)
    period = np.empty(n, dtype=np.int64)
    order = np.lexsort((np.arange(n), -np.round(expected, 6), independent))
    deal = np.arange(len(PERIODS))
    for place in range(0, n, len(PERIODS)):
        block = order[place : place + len(PERIODS)]
        deal = deal[::-1] if place % (2 * len(PERIODS)) else rng.permutation(len(PERIODS))
        period[block] = deal[: len(block)]
    first, last = np.array(PERIODS).T
    return np.asarray(rng.integers(first[period], last[period] + 1))
