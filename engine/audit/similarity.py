"""How alike two lists of a user are: what they share, and how high up."""

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes

Array = NDArray[np.float64]
PERSISTENCE = 0.9
"""RBO's p: a reader goes on to the next place with this probability; the first ten places have 86% of the weight."""
CELLS = 2**24
"""Comparisons of one chunk: 16 MiB, whatever the number of users."""


def jaccard(first: Codes, second: Codes) -> Array:
    """|A and B| / |A or B| of each row's items, 0 to 1, shape (n,); NaN where both lists are empty.

    `first`, `second`: item codes of shape (n, k), best first, -1 pads shorter lists; no item twice.
    """
    shared = _shared(first, second)[:, -1]
    either = (first >= 0).sum(axis=1) + (second >= 0).sum(axis=1) - shared
    found: Array = np.divide(shared, either, out=np.full(len(first), np.nan), where=either > 0)
    return found


def rank_biased_overlap(first: Codes, second: Codes) -> Array:
    """RBO_EXT of each row, 0 (nothing shared) to 1 (the same lists), shape (n,); NaN where a list is empty.

    With X_d the items that the first d places share, s and l the lengths of the shorter and the longer list, p the
    persistence: (1 - p)/p (sum_{d=1}^{l} X_d/d p^d + sum_{d=s+1}^{l} X_s (d - s)/(s d) p^d) +
    ((X_l - X_s)/l + X_s/s) p^l. Differences high up weigh most, and the overlap is taken to go on as it ended.
    Source: Webber, Moffat & Zobel (2010), A similarity measure for indefinite rankings, ACM TOIS 28(4), eq. 32.
    Arguments as in `jaccard`.
    """
    lengths = np.stack([(first >= 0).sum(axis=1), (second >= 0).sum(axis=1)])
    short, long = lengths.min(axis=0).astype(np.float64), lengths.max(axis=0).astype(np.float64)
    shared = _shared(first, second).astype(np.float64)
    depth = np.arange(1, shared.shape[1] + 1, dtype=np.float64)
    p = PERSISTENCE
    at_short, at_long = (_at(shared, length) for length in (short, long))
    with np.errstate(divide="ignore", invalid="ignore"):  # an empty list gives NaN
        beyond = np.where(depth > short[:, None], at_short[:, None] * (depth / short[:, None] - 1), 0.0)
        terms = np.where(depth <= long[:, None], (shared + beyond) / depth * p**depth, 0.0)
        rest = ((at_long - at_short) / long + at_short / short) * p**long
    found: Array = (1 - p) / p * terms.sum(axis=1) + rest
    return np.where(short > 0, np.minimum(found, 1.0), np.nan)


def _shared(first: Codes, second: Codes) -> NDArray[np.int64]:
    """How many items the first d places of both lists share, d = 1 … k, shape (n, k)."""
    n, k = first.shape
    if second.shape != first.shape:
        raise ValueError(f"lists of {first.shape} and {second.shape} places")
    entering = np.zeros((n, k), dtype=np.int64)
    for start in range(0, n, max(1, CELLS // (k * k))):
        rows = slice(start, start + max(1, CELLS // (k * k)))
        same = (first[rows, :, None] == second[rows, None, :]) & (first[rows, :, None] >= 0)
        row, i, j = np.nonzero(same)
        np.add.at(entering, (start + row, np.maximum(i, j)), 1)
    return entering.cumsum(axis=1)


def _at(shared: Array, length: Array) -> Array:
    """X at a length of its own for each row; 0 at length 0."""
    place = np.maximum(length.astype(np.int64) - 1, 0)
    return np.where(length > 0, shared[np.arange(len(shared)), place], 0.0)
