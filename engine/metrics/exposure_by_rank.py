"""Which groups of items stand at which place of the lists: a table to draw."""

from dataclasses import dataclass

import narwhals as nw
import numpy as np

from engine import columns as c
from engine.metrics.base import Array, ItemGroups, dense
from engine.metrics.material import GROUP, NUMERATOR, Material, shown


@dataclass(frozen=True, slots=True)
class ByRank:
    """Shares of groups by rank beside those of the catalogue.

    `share`: shape (k, G), of the lists that are so long, the share whose item at rank r is of group g; NaN at ranks
    that no list has. `catalogue`: shape (G,), the share of all items that are of group g. Where groups overlap, or
    items have none, a row does not add up to 1.
    """

    share: Array
    catalogue: Array


def exposure_by_rank(material: Material, groups: ItemGroups, k: int) -> ByRank:
    """The shares at ranks 1 to k over all lists: exact counts, whatever the discount by rank may be."""
    rows = shown(material, k).with_columns((nw.col(c.RANK) - 1).alias(c.USER_CODE))  # ranks take the users' place
    lists = rows.group_by(c.USER_CODE).agg(nw.len().alias(NUMERATOR)).with_columns(nw.lit(0).alias(GROUP))
    counts = rows.join(groups.table, on=c.ITEM_CODE).group_by(c.USER_CODE, GROUP).agg(nw.len().alias(NUMERATOR))
    with np.errstate(invalid="ignore"):
        share = dense(counts, k, len(groups.sizes), NUMERATOR) / dense(lists, k, 1, NUMERATOR)
    return ByRank(share, groups.sizes / material.n_items)
