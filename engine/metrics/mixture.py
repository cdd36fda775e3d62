"""The groups of items in each user's list, and in the catalogue: what NDKL and AWRF compare."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import Array, ItemGroups
from engine.metrics.material import DENOMINATOR, NUMERATOR, Material, shown

CELLS = 2**20
"""Shares of lists in groups that are held at once: 8 MiB, whatever the number of users."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Lists as items by rank, and how items weigh in groups.

    `users`: codes, shape (n,). `items`: shape (n, k), codes, -1 where a rank is empty. `weights`: shape
    (n_items + 1, G), 1 / (groups of the item) for each of its groups, so that every item weighs 1; zeros for items
    without a group and in the last row, which code -1 reads. `target`: shape (G,), the groups' shares of the
    catalogue's items that have a group, NaN where none has.
    """

    users: NDArray[np.int32]
    items: NDArray[np.int32]
    weights: Array
    target: Array


def mixture(material: Material, groups: ItemGroups, k: int) -> Mixture:
    """The first k ranks of every list against the catalogue."""
    frame = shown(material, k).sort(c.USER_CODE, c.RANK).collect()
    codes, ranks = frame[c.USER_CODE].to_numpy(), frame[c.RANK].to_numpy()
    users, row = np.unique(codes, return_inverse=True)
    items = np.full((len(users), k), -1, dtype=np.int32)
    items[row, ranks - 1] = frame[c.ITEM_CODE].to_numpy()
    several = np.maximum(groups.member.sum(axis=1, keepdims=True), 1)
    weights = np.vstack([groups.member / several, np.zeros((1, groups.member.shape[1]))])
    total = weights.sum(axis=0)
    with np.errstate(invalid="ignore"):
        return Mixture(users, items, weights, total / total.sum())


def per_list(of: Mixture, index: Callable[[Mixture], Array]) -> Table:
    """user_code, numerator = the index, denominator = 1, of the users whose index is defined (not NaN).

    `index` gives the values of lists, shape (n,), and gets them in blocks. The table is one of its own, not on the
    dataset's cursor: the values come from arrays.
    """
    step = max(1, CELLS // max(1, len(of.target)))
    blocks = [slice(first, first + step) for first in range(0, len(of.users), step)]
    values = [index(replace(of, users=of.users[block], items=of.items[block])) for block in blocks]
    value = np.concatenate([np.empty(0), *values])
    defined = np.isfinite(value)
    columns = {c.USER_CODE: of.users[defined], NUMERATOR: value[defined], DENOMINATOR: np.ones(int(defined.sum()))}
    table: Table = nw.from_native(pa.table(columns)).lazy()
    return table
