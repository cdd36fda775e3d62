"""How much of a user's history looks like an item: the features that belong to a pair."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from engine.contracts import Attribute, Codes, Pairs
from engine.explain.attributes import members
from engine.explain.explanation import NamedFeature


@dataclass(frozen=True, slots=True)
class Match:
    """`pair.match.<attribute>`; `member`: which item has which value, sparse (n_items, values)."""

    feature: NamedFeature
    member: Any

    def of(self, history: Any, users: Codes, items: Codes) -> NDArray[np.float64]:
        """match(u, i) = mean over the values v of item i of |{j in H_u: j has v}| / |H_u|, in [0, 1].

        H_u: the items of the user's training interactions (`history`, sparse, users x items). NaN where the
        user has none or the item has no value.
        """
        everybody, rows = np.unique(users, return_inverse=True)
        own = history[everybody]
        shared = (own @ self.member)[rows].multiply(self.member[items]).sum(axis=1)
        pairs = own.sum(axis=1)[rows] * self.member[items].sum(axis=1)
        share: NDArray[np.float64] = np.divide(shared, pairs, out=np.full(len(users), np.nan), where=pairs > 0)
        return share


def matches(cells: dict[str, NDArray[Any]], attributes: tuple[Attribute, ...]) -> list[Match]:
    """One for each item attribute that is a category or holds several values."""
    return [
        Match(
            NamedFeature(f"pair.match.{a.name}", "share", "pair"), _members(members(cells[a.name], a.kind == "multi"))
        )
        for a in attributes
        if a.kind in ("category", "multi") and a.name in cells
    ]


def history(train: Pairs, n_users: int, n_items: int) -> Any:
    """Who interacted with what in the training fold, sparse (n_users, n_items)."""
    return csr_array((np.ones(len(train)), (train.users, train.items)), shape=(n_users, n_items))


def _members(of: list[list[str]]) -> Any:
    place = {label: i for i, label in enumerate(sorted({label for own in of for label in own}))}
    rows = [row for row, own in enumerate(of) for _label in own]
    columns = [place[label] for own in of for label in own]
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(of), max(len(place), 1)))
