"""What metrics are computed from, and the arithmetic that several of them share."""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
GROUP = "group_code"
SCALE = 2**40
"""Discounts are summed as integers of 1/SCALE: float sums would depend on the order of rows."""


@dataclass(frozen=True, slots=True)
class Material:
    """The tables of one system's output on one test set, all on one cursor.

    `lists`: user_code, item_code, rank. `positives`: user_code, item_code, the relevant test pairs.
    `pairs`: user_code, item_code, feedback, score of all test pairs; None where the scores are not
    on the scale of the feedback. `popularity`: item_code and its training interactions, every item.
    """

    lists: Table
    positives: Table
    pairs: Table | None
    popularity: Table
    n_items: int
    served: int
    """Users who have a list."""
    span: float
    """The width of the feedback's range, at least 1: the unit in which errors are summed."""


def discount(rank: nw.Expr) -> nw.Expr:
    """1 / log2(1 + rank) in units of 1/SCALE, as an integer."""
    return (SCALE / (rank + 1).log(2)).round().cast(nw.Int64)


def shown(material: Material, k: int) -> Table:
    """The first k ranks of every list."""
    return material.lists.filter(nw.col(c.RANK) <= k)


def judged(material: Material) -> Table:
    """The positives of users who have a list: a user without one was not served and is not judged."""
    served = material.lists.select(c.USER_CODE).unique()
    return material.positives.join(served, on=c.USER_CODE, how="semi")


def hits(material: Material, k: int) -> Table:
    """The first k ranks that are positives: user_code, item_code, rank."""
    return shown(material, k).join(material.positives, on=[c.USER_CODE, c.ITEM_CODE], how="semi")


def per_user(table: Table, value: nw.Expr, denominator: nw.Expr) -> Table:
    """One row a user: user_code, numerator, denominator, both as floats."""
    return table.select(
        c.USER_CODE,
        value.cast(nw.Float64).alias(NUMERATOR),
        denominator.cast(nw.Float64).alias(DENOMINATOR),
    )
