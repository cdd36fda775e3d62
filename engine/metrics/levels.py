"""Head, middle and tail of popularity."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

HEAD, MID, TAIL = 0, 1, 2
FIFTH = 5
"""The head and the tail each receive at least one part in so many of the interactions."""


def popularity_levels(counts: NDArray[Any]) -> NDArray[np.int64]:
    """The level of each item, HEAD, MID or TAIL, of shape (n_items,).

    `counts`: training interactions by item code, integers. The head is the shortest run of the most popular items
    that together receive at least 20% of the interactions; the tail the shortest run of the least popular ones that
    do, without the head's, and every item without interaction. Of equally popular items those with the lower code
    come first. Source: Abdollahpouri, Mansoury, Burke, Mobasher & Malthouse (2021), User-centered evaluation of
    popularity bias in recommender systems, section 3.
    """
    amounts = np.asarray(counts, dtype=np.int64)
    falling = np.lexsort((np.arange(len(amounts)), -amounts))
    upto = np.cumsum(amounts[falling])
    total = upto[-1] if len(upto) else 0
    before, after = upto - amounts[falling], total - upto
    ordered = np.where((after * FIFTH < total) | (amounts[falling] == 0), TAIL, MID)
    ordered[before * FIFTH < total] = HEAD
    levels = np.empty(len(amounts), dtype=np.int64)
    levels[falling] = ordered
    return levels
