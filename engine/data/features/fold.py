"""What an input is computed from: the attributes of one side, and the rows of the training fold."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Codes, Dataset, Pairs
from engine.data.cells import cells, readable

Side = Literal["user", "item"]


@dataclass(frozen=True, slots=True)
class Fold:
    """One side, with nothing in it of rows that are held out, nor of attributes that are kept apart.

    `codes`: the user or item of each training row, shape (rows,). `times`: when it was, in seconds since
    1970-01-01 UTC, shape (rows,); None where the log has no times. `cells`: the values of an attribute in the order
    of the codes, shape (n,).
    """

    side: Side
    n: int
    codes: Codes
    times: NDArray[np.int64] | None
    attributes: tuple[Attribute, ...]
    cells: Callable[[str], NDArray[Any]]

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, if this side has it."""
        return next((one for one in self.attributes if one.name == name), None)

    @property
    def trained(self) -> NDArray[np.bool_]:
        """Who has a training row, shape (n,)."""
        there: NDArray[np.bool_] = np.bincount(self.codes, minlength=self.n) > 0
        return there


def folds_of(dataset: Dataset, train: Pairs, timed: bool) -> tuple[Fold, Fold]:
    """Both sides of a training fold; the times are read only where `timed`."""
    schema = dataset.schema
    times = _times(dataset, train) if timed and schema.time_range else None
    read = partial(cells, dataset)
    return (
        Fold("user", schema.n_users, train.users, times, readable(schema.user_attributes), read),
        Fold("item", schema.n_items, train.items, times, readable(schema.item_attributes), read),
    )


def _times(dataset: Dataset, train: Pairs) -> NDArray[np.int64]:
    """When each training row was: a log has one row a pair, so the pair finds it."""
    log = dataset.interactions.select(c.USER_CODE, c.ITEM_CODE, c.TIMESTAMP).collect()
    keys = _keys(log[c.USER_CODE].to_numpy(), log[c.ITEM_CODE].to_numpy(), dataset.schema.n_items)
    order = np.argsort(keys, kind="stable")  # quick where rows come as they are stored
    places = order[np.searchsorted(keys, _keys(train.users, train.items, dataset.schema.n_items), sorter=order)]
    times: NDArray[np.int64] = log[c.TIMESTAMP].to_numpy()[places].astype(np.int64)
    return times


def _keys(users: NDArray[Any], items: NDArray[Any], n_items: int) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = users.astype(np.int64) * n_items + items
    return keys
