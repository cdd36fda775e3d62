"""Metrics: one file each, listed here in the order in which they are shown.

The classes of `base` say what each kind gives: `OfUsers` sums by user, `OfItems` sums by user and group of items,
`OfLists` a number a user about the mixture of groups, `OfSpread` how unequal an item metric is over groups,
`OfRange` the range of rates over groups of users, `OfPairs` an index between two of them, `OfSystem` a number of
the whole system.
"""

from collections.abc import Mapping

from engine.metrics import (
    absolute_unfairness,
    average_popularity,
    awrf,
    calibration,
    catalogue_coverage,
    demographic_parity,
    diversity,
    entropy,
    equal_opportunity,
    equalized_odds,
    exposure,
    false_positive_rate,
    gini,
    grouped_auc,
    hit_rate,
    hit_share,
    impact,
    mae,
    mrr,
    mse,
    ndcg,
    ndkl,
    nonparity,
    novelty,
    overestimation_unfairness,
    popularity_correlation,
    precision,
    recall,
    recommendation_rate,
    reo,
    rmse,
    rsp,
    selection_rate,
    signed_error,
    tail_share,
    treatment,
    true_positive_rate,
    underestimation_unfairness,
    value_unfairness,
    weighted_ndcg,
    weighted_recall,
)
from engine.metrics.absolute_unfairness import AbsoluteUnfairness
from engine.metrics.average_popularity import AveragePopularity
from engine.metrics.awrf import AWRF
from engine.metrics.base import ItemGroups, Metric, OfItems, OfLists, OfSpread, OfSystem, OfUsers
from engine.metrics.calibration import Calibration
from engine.metrics.catalogue_coverage import CatalogueCoverage
from engine.metrics.decision_range import OfRange
from engine.metrics.demographic_parity import DemographicParity
from engine.metrics.diversity import Diversity
from engine.metrics.entropy import Entropy
from engine.metrics.equal_opportunity import EqualOpportunity
from engine.metrics.equalized_odds import EqualizedOdds
from engine.metrics.exposure import Exposure
from engine.metrics.false_positive_rate import FalsePositiveRate
from engine.metrics.gini import Gini
from engine.metrics.grouped_auc import GroupedAUC
from engine.metrics.hit_rate import HitRate
from engine.metrics.hit_share import HitShare
from engine.metrics.impact import Impact
from engine.metrics.mae import MAE
from engine.metrics.material import Material, missing
from engine.metrics.mrr import MRR
from engine.metrics.mse import MSE
from engine.metrics.ndcg import NDCG
from engine.metrics.ndkl import NDKL
from engine.metrics.nonparity import NonParity
from engine.metrics.novelty import Novelty
from engine.metrics.overestimation_unfairness import OverestimationUnfairness
from engine.metrics.per_item_errors import OfPairs
from engine.metrics.popularity_correlation import PopularityCorrelation
from engine.metrics.precision import Precision
from engine.metrics.recall import Recall
from engine.metrics.recommendation_rate import RecommendationRate
from engine.metrics.reo import REO
from engine.metrics.rmse import RMSE
from engine.metrics.rsp import RSP
from engine.metrics.selection_rate import SelectionRate
from engine.metrics.signed_error import SignedError
from engine.metrics.tail_share import TailShare
from engine.metrics.treatment import Treatment
from engine.metrics.true_positive_rate import TruePositiveRate
from engine.metrics.underestimation_unfairness import UnderestimationUnfairness
from engine.metrics.value_unfairness import ValueUnfairness
from engine.metrics.weighted_ndcg import WeightedNDCG
from engine.metrics.weighted_recall import WeightedRecall

UserMetric = OfUsers
ItemMetric = Exposure | Treatment | Impact | RecommendationRate | HitShare
ListMetric = NDKL | AWRF
SpreadMetric = RSP | REO
SystemMetric = Gini | Entropy | CatalogueCoverage

USER_METRICS: dict[str, type[OfUsers]] = {
    ndcg.KEY: NDCG,
    recall.KEY: Recall,
    hit_rate.KEY: HitRate,
    precision.KEY: Precision,
    mrr.KEY: MRR,
    mae.KEY: MAE,
    mse.KEY: MSE,
    rmse.KEY: RMSE,
    grouped_auc.KEY: GroupedAUC,
    calibration.KEY: Calibration,
    diversity.KEY: Diversity,
    novelty.KEY: Novelty,
    average_popularity.KEY: AveragePopularity,
    tail_share.KEY: TailShare,
    popularity_correlation.KEY: PopularityCorrelation,
    signed_error.KEY: SignedError,
    selection_rate.KEY: SelectionRate,
    true_positive_rate.KEY: TruePositiveRate,
    false_positive_rate.KEY: FalsePositiveRate,
    weighted_ndcg.KEY: WeightedNDCG,
    weighted_recall.KEY: WeightedRecall,
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
PAIR_METRICS: dict[str, type[OfPairs]] = {
    value_unfairness.KEY: ValueUnfairness,
    absolute_unfairness.KEY: AbsoluteUnfairness,
    underestimation_unfairness.KEY: UnderestimationUnfairness,
    overestimation_unfairness.KEY: OverestimationUnfairness,
    nonparity.KEY: NonParity,
}
RANGE_METRICS: dict[str, type[OfRange]] = {
    demographic_parity.KEY: DemographicParity,
    equal_opportunity.KEY: EqualOpportunity,
    equalized_odds.KEY: EqualizedOdds,
}
SYSTEM_METRICS: dict[str, type[SystemMetric]] = {
    gini.KEY: Gini,
    entropy.KEY: Entropy,
    catalogue_coverage.KEY: CatalogueCoverage,
}
TABLES: tuple[Mapping[str, type[Metric]], ...] = (
    USER_METRICS,
    RANGE_METRICS,
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
    "RANGE_METRICS",
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
    "OfRange",
    "OfSpread",
    "OfSystem",
    "OfUsers",
    "SpreadMetric",
    "SystemMetric",
    "UserMetric",
    "missing",
]
