"""Recommendation rate: how often is an item of a group recommended where it could be?"""

from dataclasses import dataclass

import narwhals as nw

from engine.metrics.base import Columns, ItemGroups, OfItems
from engine.metrics.by_group import by_group, listed
from engine.metrics.material import Material, shown

KEY = "recommendation_rate"


@dataclass(frozen=True, slots=True)
class RecommendationRate(OfItems):
    """P(R@k | g) = sum_u |first k ranks of u in g| / sum_u |items of g that u has not met in training|, in [0, 1].

    Over users who have a list. Lists are taken to hold items that the user has not met; one that repeats them
    counts what it shows. Undefined for a group of which every user has met everything. Equal rates over groups are
    ranking-based statistical parity. Source: Zhu, Wang & Caverlee (2020), Measuring and mitigating item
    under-recommendation bias in personalized ranking systems.
    """

    NEEDS = frozenset({"history"})
    USES_FEEDBACK = False
    k: int = 10

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """Items of g in the list, and items of g that the user has not met (0 for users without a list)."""
        met = by_group(material.history, nw.len(), material, groups)
        unmet = (groups.sizes - met) * (listed(material, self.k) > 0)
        return Columns(by_group(shown(material, self.k), nw.len(), material, groups), unmet)
