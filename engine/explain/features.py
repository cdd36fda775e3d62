"""The named features of user-item pairs, from the training fold and the attributes alone.

A scorer such as matrix factorisation reads only ids; these are what a person would name instead.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Codes, Dataset, Pairs, Table
from engine.data.cells import readable
from engine.data.features import Input, told_inputs
from engine.explain.attributes import Column, attribute_columns
from engine.explain.explanation import NamedFeature, Side
from engine.explain.matches import Match, history, matches

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of users and items; `history` is sparse, (n_users, n_items)."""

    users: tuple[Column, ...]
    items: tuple[Column, ...]
    pairs: tuple[Match, ...]
    history: Any

    @property
    def features(self) -> tuple[NamedFeature, ...]:
        """The features in the order of the matrix's columns: of the user, of the item, of the pair."""
        columns = (column.feature for column in (*self.users, *self.items))
        return (*columns, *(match.feature for match in self.pairs))

    def matrix(self, users: Codes, items: Codes) -> Matrix:
        """The features of n pairs, shape (n, features); NaN where unknown."""
        columns = [column.values[users] for column in self.users]
        columns += [column.values[items] for column in self.items]
        columns += [match.of(self.history, users, items) for match in self.pairs]
        return np.column_stack(columns) if columns else np.zeros((len(users), 0))

    def labels(self) -> dict[str, tuple[str, ...]]:
        """The labels of each category's codes, by feature key."""
        return {column.feature.key: column.labels for column in (*self.users, *self.items) if column.labels}

    def only(self, keys: frozenset[str]) -> "Known":
        """The features of these keys."""
        return replace(
            self,
            users=tuple(part for part in self.users if part.feature.key in keys),
            items=tuple(part for part in self.items if part.feature.key in keys),
            pairs=tuple(part for part in self.pairs if part.feature.key in keys),
        )


def known(dataset: Dataset, train: Pairs) -> Known:
    """What the attributes and the training fold say of users, items and pairs.

    Every attribute but those kept apart, whatever the recipe gives to models, and the recipe's other inputs.
    """
    schema = dataset.schema
    of_people = readable(schema.user_attributes)
    people = _cells(dataset.users, c.USER_CODE, of_people)
    goods = _cells(dataset.items, c.ITEM_CODE, schema.item_attributes)
    rated = schema.feedback_kind == "rating"
    log = history(train, schema.n_users, schema.n_items)
    of_users, of_items = _logged(train, schema.n_users, schema.n_items, rated)
    more_users, more_items = told_inputs(dataset, train)
    return Known(
        users=(*attribute_columns(people, "user", of_people), *of_users, *_told("user", more_users)),
        items=(*attribute_columns(goods, "item", schema.item_attributes), *of_items, *_told("item", more_items)),
        pairs=tuple(matches(goods, schema.item_attributes)),
        history=log,
    )


def _logged(train: Pairs, n_users: int, n_items: int, rated: bool) -> tuple[list[Column], list[Column]]:
    """What the log itself says: how much, how popular, and how well rated (ratings only)."""
    by_user, by_item = np.bincount(train.users, minlength=n_users), np.bincount(train.items, minlength=n_items)
    users = [
        _number("user.history.count", "user", by_user.astype(np.float64)),
        _number("user.history.mean_popularity", "user", _mean(train.users, by_item[train.items], n_users)),
    ]
    items = [_number("item.popularity", "item", by_item.astype(np.float64))]
    if rated:
        users.append(_number("user.history.mean_feedback", "user", _mean(train.users, train.feedback, n_users)))
        items.append(_number("item.mean_feedback", "item", _mean(train.items, train.feedback, n_items)))
    return users, items


def _told(side: Side, inputs: list[Input]) -> list[Column]:
    """The recipe's inputs that are no attribute, such as the time of day."""
    return [Column(NamedFeature(f"{side}.{one.name}", one.told, side), one.values) for one in inputs if one.told]


def _number(key: str, side: Side, values: Matrix) -> Column:
    return Column(NamedFeature(key, "number", side), values)


def _mean(codes: Codes, values: NDArray[Any], n: int) -> Matrix:
    """The mean of the values of each code; NaN for a code without any."""
    counts = np.bincount(codes, minlength=n)
    total = np.bincount(codes, values.astype(np.float64), n)
    mean: Matrix = np.divide(total, counts, out=np.full(n, np.nan), where=counts > 0)
    return mean


def _cells(table: Table, code: str, attributes: tuple[Attribute, ...]) -> dict[str, NDArray[Any]]:
    names = [a.name for a in attributes if a.kind != "text"]
    frame = table.select(code, *names).sort(code).collect()
    return {name: frame[name].to_numpy() for name in names}
