"""Exposure of items: how much attention do the lists give to a group of items?"""

from dataclasses import dataclass

import numpy as np

from engine.metrics.base import Columns, ItemGroups, OfItems
from engine.metrics.by_group import by_group, by_user, exposure_total
from engine.metrics.material import Material, shown

KEY = "exposure"


@dataclass(frozen=True, slots=True)
class Exposure(OfItems):
    """Exposure of group g = its share of exposure / its share of the catalogue; 1 is proportional.

    A place at rank r receives 1 / log2(1 + r). With E_u(g) the exposure that user u's first k ranks
    give to g: value = (sum_u E_u(g) / |g|) / (sum_u E_u(all) / |catalogue|), at least 0; undefined without
    a list, and for a group without items. The ratio of two groups is the paper's demographic parity. Conditional
    on the model: users are resampled, items stay fixed. Source: Singh & Joachims (2018), Fairness of
    exposure in rankings, section 4.1.
    """

    USES_FEEDBACK = False
    k: int = 10

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """E_u(g) / |g| (NaN where g has no items) and E_u(all) / |catalogue|, the latter shared by all groups."""
        rows = shown(material, self.k)
        total = by_user(rows, exposure_total(), material)
        with np.errstate(invalid="ignore"):
            share = by_group(rows, exposure_total(), material, groups) / groups.sizes
        return Columns(share, total / material.n_items)
