"""Several records of one pair of user and item: which one stays, and with which feedback."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.recipe import Repeats

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Records in the order of the files and lines, as arrays of shape (n,): codes, values, and a mark of all cells.

    `times`, `randomized` are None where the log has none. Records of one pair with equal marks are copies of each
    other.
    """

    users: NDArray[np.int32]
    items: NDArray[np.int32]
    feedback: NDArray[np.float64]
    times: NDArray[np.int64] | None
    marks: NDArray[np.uint64]
    randomized: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """`rows`: positions of the records that stay, one a pair, in the order of the codes; `feedback`: what they have.

    `copies`: positions of records that repeat an earlier one in every column.
    """

    rows: Rows
    feedback: NDArray[np.float64]
    copies: Rows


def settle(block: Block, choice: Repeats, drop_copies: bool) -> Kept:
    """One record a pair: the last or the first in time (ties: by file and line), or the last with the sum or maximum.

    Dropped copies are not there for the choice: a sum counts each of them once. Where some of a pair's records were
    exposed at random, the others are not there either: a random slice that lost what people chose too would not be one.
    """
    order, starts = _by_pair(block.users, block.items)
    rows = order[starts]
    if len(rows) == len(order):
        return Kept(rows, block.feedback[rows], np.empty(0, np.int64))
    repeated = ~starts
    repeated[:-1] |= ~starts[1:]
    several, pair = order[repeated], np.cumsum(starts)[repeated] - 1
    copies = _copies(pair, several, block.marks)
    if drop_copies:
        there = ~np.isin(several, copies)
        several, pair = several[there], pair[there]
    if block.randomized is not None:
        there = _as_random(pair, block.randomized[several])
        several, pair = several[there], pair[there]
    pairs, stays = _ends(pair, several, block.times, first=choice == "first")
    rows[pairs] = stays
    feedback = block.feedback[rows]
    if choice in ("sum", "max"):
        feedback[pairs] = _combined(pair, block.feedback[several], np.add if choice == "sum" else np.maximum)
    return Kept(rows, feedback, np.sort(copies))


def _by_pair(users: NDArray[np.int32], items: NDArray[np.int32]) -> tuple[Rows, NDArray[np.bool_]]:
    """Positions in the order of user, item and position, and where a new pair begins.

    Sorting one number made of the three is several times as fast as sorting by three keys; it needs 63 bits.
    """
    n, low = len(users), int(users.min())
    row_bits, item_bits = n.bit_length(), int(items.max()).bit_length()
    if (int(users.max()) - low).bit_length() + item_bits + row_bits > 63:
        order = np.lexsort((items, users)).astype(np.int64)
        changed = (np.diff(users[order]) != 0) | (np.diff(items[order]) != 0)
        return order, np.concatenate(([True], changed))
    key = ((users.astype(np.int64) - low) << item_bits | items) << row_bits | np.arange(n)
    key.sort()
    order = key & ((1 << row_bits) - 1)
    key >>= row_bits
    return order, np.concatenate(([True], key[1:] != key[:-1]))


def _copies(pair: Rows, rows: Rows, marks: NDArray[np.uint64]) -> Rows:
    by_mark = np.lexsort((rows, marks[rows], pair))
    same = (np.diff(pair[by_mark]) == 0) & (marks[rows[by_mark[1:]]] == marks[rows[by_mark[:-1]]])
    found: Rows = rows[by_mark[1:][same]]
    return found


def _as_random(pair: Rows, randomized: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The records that were exposed at random, and all of the pairs that have none."""
    return randomized | ~np.isin(pair, pair[randomized])


def _ends(pair: Rows, rows: Rows, times: NDArray[np.int64] | None, *, first: bool) -> tuple[Rows, Rows]:
    """Each pair with its earliest or latest record."""
    keys = (rows, pair) if times is None else (rows, times[rows], pair)
    order = np.lexsort(keys)
    new = np.diff(pair[order]) != 0
    ends = np.concatenate(([True], new)) if first else np.concatenate((new, [True]))
    return pair[order][ends], rows[order][ends]


def _combined(pair: Rows, feedback: NDArray[np.float64], combine: Any) -> NDArray[np.float64]:
    """By pair, in the order of the pairs. In the order of the values, so that a sum's last digit is always the same."""
    order = np.lexsort((feedback, pair))
    starts = np.flatnonzero(np.concatenate(([True], np.diff(pair[order]) != 0)))
    return np.asarray(combine.reduceat(feedback[order], starts), np.float64)
