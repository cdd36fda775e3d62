"""Sums by user and group of items: what metrics of items are made of."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import Array, ItemGroups, dense
from engine.metrics.material import GROUP, NUMERATOR, SCALE, Candidates, Material, discount, shown


def by_group(rows: Table, total: nw.Expr, material: Material, groups: ItemGroups) -> Array:
    """An integer total of rows with user_code and item_code by user and group, shape (n_users, G); 0 where absent.

    An item of several groups counts in each. `total` is an aggregate of integers, so that the order of rows
    doesn't matter.
    """
    sums = rows.join(groups.table, on=c.ITEM_CODE).group_by(c.USER_CODE, GROUP).agg(total.alias(NUMERATOR))
    return dense(sums, material.n_users, len(groups.sizes), NUMERATOR)


def by_user(rows: Table, total: nw.Expr, material: Material) -> Array:
    """The same over all items, shape (n_users, 1)."""
    sums = rows.group_by(c.USER_CODE).agg(total.alias(NUMERATOR)).with_columns(nw.lit(0).alias(GROUP))
    return dense(sums, material.n_users, 1, NUMERATOR)


def exposure_total() -> nw.Expr:
    """The sum of 1 / log2(1 + rank) of rows with a rank."""
    return discount(nw.col(c.RANK)).sum().cast(nw.Float64) / float(SCALE)


def shown_to_tested(material: Material, k: int, candidates: Candidates) -> Table:
    """The first k ranks of the lists of users who have a test pair: what relevance can be set against."""
    return shown(material, k, candidates).join(material.pairs.select(c.USER_CODE).unique(), on=c.USER_CODE, how="semi")


def listed(material: Material, k: int) -> Array:
    """How many items the first k ranks of each user's list have, shape (n_users, 1); 0 without a list."""
    return by_user(shown(material, k), nw.len(), material)
