"""Exposure of items: how much attention do the lists give to a group of items?"""

from dataclasses import dataclass

import narwhals as nw
import numpy as np

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import Array, Columns, ItemGroups, OfItems, dense
from engine.metrics.material import GROUP, NUMERATOR, SCALE, Material, discount, shown

KEY = "exposure"


@dataclass(frozen=True, slots=True)
class Exposure(OfItems):
    """Exposure of group g = its share of exposure / its share of the catalogue; 1 is proportional.

    A place at rank r receives 1 / log2(1 + r). With E_u(g) the exposure that user u's first k ranks
    give to g: value = (sum_u E_u(g) / |g|) / (sum_u E_u(all) / |catalogue|). Conditional on the
    model: users are resampled, items stay fixed. Source: Singh & Joachims (2018), Fairness of
    exposure in rankings, section 3.
    """

    USES_FEEDBACK = False
    k: int = 10

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """E_u(g) / |g| and E_u(all) / |catalogue|, the latter shared by all groups."""
        total = exposure_of_lists(material, self.k)
        with np.errstate(divide="ignore", invalid="ignore"):
            return Columns(
                np.nan_to_num(exposure_by_group(material, groups, self.k) / groups.sizes), total / material.n_items
            )


def exposure_by_group(material: Material, groups: ItemGroups, k: int) -> Array:
    """E_u(g): the exposure that each user's first k ranks give to each group, shape (n_users, G)."""
    rows = shown(material, k).join(groups.table, on=c.ITEM_CODE).group_by(c.USER_CODE, GROUP)
    return dense(rows.agg(_summed().alias(NUMERATOR)), material.n_users, len(groups.sizes), NUMERATOR)


def exposure_of_lists(material: Material, k: int) -> Array:
    """E_u(all): the exposure that each user's first k ranks give, shape (n_users, 1)."""
    rows: Table = shown(material, k).group_by(c.USER_CODE).agg(_summed().alias(NUMERATOR))
    return dense(rows.with_columns(nw.lit(0).alias(GROUP)), material.n_users, 1, NUMERATOR)


def _summed() -> nw.Expr:
    return discount(nw.col(c.RANK)).sum().cast(nw.Float64) / float(SCALE)
