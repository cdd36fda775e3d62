"""Metrics: one file each, listed here in the order in which they are shown.

The classes of `base` say what each kind gives: `OfUsers` sums by user, `OfItems` sums by user and group of items,
`OfLists` a number a user about the mixture of groups, `OfSpread` how unequal an item metric is over groups,
`OfPairs` an index between two groups of users, `OfSystem` a number of the whole system.
"""

from collections.abc import Mapping

from engine.metrics import (
    average_popularity,
    awrf,
    catalogue_coverage,
    entropy,
    exposure,
    gini,
    hit_rate,
    hit_share,
    impact,
    mae,
    mse,
    ndcg,
    ndkl,
    recall,
    recommendation_rate,
    reo,
    rsp,
    treatment,
)
from engine.metrics.average_popularity import AveragePopularity
from engine.metrics.awrf import AWRF
from engine.metrics.base import ItemGroups, Metric, OfItems, OfLists, OfPairs, OfSpread, OfSystem, OfUsers
from engine.metrics.catalogue_coverage import CatalogueCoverage
from engine.metrics.entropy import Entropy
from engine.metrics.exposure import Exposure
from engine.metrics.gini import Gini
from engine.metrics.hit_rate import HitRate
from engine.metrics.hit_share import HitShare
from engine.metrics.impact import Impact
from engine.metrics.mae import MAE
from engine.metrics.material import Material, missing
from engine.metrics.mse import MSE
from engine.metrics.ndcg import NDCG
from engine.metrics.ndkl import NDKL
from engine.metrics.recall import Recall
from engine.metrics.recommendation_rate import RecommendationRate
from engine.metrics.reo import REO
from engine.metrics.rsp import RSP
from engine.metrics.treatment import Treatment

UserMetric = NDCG | Recall | HitRate | MAE | MSE | AveragePopularity
ItemMetric = Exposure | Treatment | Impact | RecommendationRate | HitShare
ListMetric = NDKL | AWRF
SpreadMetric = RSP | REO
SystemMetric = Gini | Entropy | CatalogueCoverage

USER_METRICS: dict[str, type[UserMetric]] = {
    ndcg.KEY: NDCG,
    recall.KEY: Recall,
    hit_rate.KEY: HitRate,
    mae.KEY: MAE,
    mse.KEY: MSE,
    average_popularity.KEY: AveragePopularity,
}
ITEM_METRICS: dict[str, type[ItemMetric]] = {
    exposure.KEY: Exposure,
    treatment.KEY: Treatment,
    impact.KEY: Impact,
    recommendation_rate.KEY: RecommendationRate,
    hit_share.KEY: HitShare,
}
LIST_METRICS: dict[str, type[ListMetric]] = {ndkl.KEY: NDKL, awrf.KEY: AWRF}
SPREAD_METRICS: dict[str, type[SpreadMetric]] = {rsp.KEY: RSP, reo.KEY: REO}
PAIR_METRICS: dict[str, type[OfPairs]] = {}
SYSTEM_METRICS: dict[str, type[SystemMetric]] = {
    gini.KEY: Gini,
    entropy.KEY: Entropy,
    catalogue_coverage.KEY: CatalogueCoverage,
}
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
    "ListMetric",
    "Material",
    "Metric",
    "OfItems",
    "OfLists",
    "OfPairs",
    "OfSpread",
    "OfSystem",
    "OfUsers",
    "SpreadMetric",
    "SystemMetric",
    "UserMetric",
    "missing",
]
