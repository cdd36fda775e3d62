"""Weighted recall: what share of the relevant items is in the list, rarely observed items counting more?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.inverse_propensity import WEIGHT, positive_weights, weighted
from engine.metrics.material import Material, hits, judged, per_user

KEY = "weighted_recall"

WEIGHT_SCALE = 2**32
"""Weights are at least 1 and summed as integers of 1/WEIGHT_SCALE."""


@dataclass(frozen=True, slots=True)
class WeightedRecall(OfUsers):
    """Self-normalised recall@k of a user = weights of the hits in the first k / weights of all positives, in [0, 1].

    Weights 1 / p_i with the relative propensity p_i = (n_i / max n)^eta of `inverse_propensity`, which says what is
    assumed; eta = 0 gives recall. Only as good as these propensities: where observation depends on more than an
    item's popularity, weighting may add bias. Users without relevant test items are left out. Source: Yang et al.
    (2018), Unbiased offline recommender evaluation for missing-not-at-random implicit feedback, the self-normalised
    estimator of each user's recall.
    """

    NEEDS = frozenset({"test", "history"})
    WEIGHTED = True
    k: int = 10
    eta: float = 0.5

    def units(self, material: Material) -> Table:
        """user_code, numerator = weighted recall@k, denominator = 1."""
        found, relevant = (
            weighted(of, material, self.eta).group_by(c.USER_CODE).agg(_summed().alias(name))
            for of, name in ((hits(material, self.k), "found"), (judged(material), "relevant"))
        )
        both = relevant.join(found, on=c.USER_CODE, how="left")
        return per_user(both, nw.col("found").fill_null(0.0) / nw.col("relevant"), nw.lit(1.0))

    def weights(self, material: Material) -> Table:
        """user_code, item_code, weight of the judged positives, for their effective number by group."""
        return positive_weights(judged(material), material, self.eta)


def _summed() -> nw.Expr:
    return (nw.col(WEIGHT) * WEIGHT_SCALE).round().cast(nw.Int64).sum().cast(nw.Float64)
