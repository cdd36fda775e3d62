"""Metrics: one file each, listed here in the order in which they are shown.

The classes of `base` say what each kind gives: `OfUsers` sums by user, `OfItems` sums by user and group of items,
`OfLists` a number a user about the mixture of groups, `OfSpread` how unequal an item metric is over groups,
`OfPairs` an index between two groups of users, `OfSystem` a number of the whole system.
"""

from collections.abc import Mapping

from engine.metrics import (
    average_popularity,
    catalogue_coverage,
    exposure,
    gini,
    hit_rate,
    mae,
    mse,
    ndcg,
    recall,
)
from engine.metrics.average_popularity import AveragePopularity
from engine.metrics.base import ItemGroups, Metric, OfItems, OfLists, OfPairs, OfSpread, OfSystem, OfUsers
from engine.metrics.catalogue_coverage import CatalogueCoverage
from engine.metrics.exposure import Exposure
from engine.metrics.gini import Gini
from engine.metrics.hit_rate import HitRate
from engine.metrics.mae import MAE
from engine.metrics.material import Material, missing
from engine.metrics.mse import MSE
from engine.metrics.ndcg import NDCG
from engine.metrics.recall import Recall

UserMetric = NDCG | Recall | HitRate | MAE | MSE | AveragePopularity
ItemMetric = Exposure
SystemMetric = Gini | CatalogueCoverage

USER_METRICS: dict[str, type[UserMetric]] = {
    ndcg.KEY: NDCG,
    recall.KEY: Recall,
    hit_rate.KEY: HitRate,
    mae.KEY: MAE,
    mse.KEY: MSE,
    average_popularity.KEY: AveragePopularity,
}
ITEM_METRICS: dict[str, type[ItemMetric]] = {exposure.KEY: Exposure}
LIST_METRICS: dict[str, type[OfLists]] = {}
SPREAD_METRICS: dict[str, type[OfSpread]] = {}
PAIR_METRICS: dict[str, type[OfPairs]] = {}
SYSTEM_METRICS: dict[str, type[SystemMetric]] = {gini.KEY: Gini, catalogue_coverage.KEY: CatalogueCoverage}
TABLES: tuple[Mapping[str, type[Metric]], ...] = (
    USER_METRICS,
    PAIR_METRICS,
    ITEM_METRICS,
    LIST_METRICS,
    SPREAD_METRICS,
    SYSTEM_METRICS,
)
"""All tables; a key is in one of them only."""

__all__ = [
    "ITEM_METRICS",
    "LIST_METRICS",
    "MAE",
    "MSE",
    "PAIR_METRICS",
    "SPREAD_METRICS",
    "SYSTEM_METRICS",
    "TABLES",
    "USER_METRICS",
    "ItemGroups",
    "ItemMetric",
    "Material",
    "Metric",
    "OfItems",
    "OfLists",
    "OfPairs",
    "OfSpread",
    "OfSystem",
    "OfUsers",
    "SystemMetric",
    "UserMetric",
    "missing",
]
