"""Metrics: one file each, listed here in the order in which they are shown.

User metrics give `units(material)`: one numerator and denominator a user. Item metrics give
`units(material, membership)`: one numerator a user and group of items. System metrics give a value.
"""

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
from engine.metrics.catalogue_coverage import CatalogueCoverage
from engine.metrics.exposure import Exposure
from engine.metrics.gini import Gini
from engine.metrics.hit_rate import HitRate
from engine.metrics.mae import MAE
from engine.metrics.material import Material
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
SYSTEM_METRICS: dict[str, type[SystemMetric]] = {gini.KEY: Gini, catalogue_coverage.KEY: CatalogueCoverage}

__all__ = [
    "ITEM_METRICS",
    "MAE",
    "MSE",
    "SYSTEM_METRICS",
    "USER_METRICS",
    "ItemMetric",
    "Material",
    "SystemMetric",
    "UserMetric",
]
