"""Weighted NDCG: are the relevant items near the top, rarely observed items counting more?"""

from dataclasses import dataclass

import narwhals as nw

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.discounted_gain import normalised_gain
from engine.metrics.inverse_propensity import WEIGHT, positive_weights, weighted
from engine.metrics.material import GAIN, Material, hits, judged

KEY = "weighted_ndcg"


@dataclass(frozen=True, slots=True)
class WeightedNDCG(OfUsers):
    """Weighted NDCG@k of a user = DCG_w / IDCG_w, in [0, 1].

    DCG_w = sum over hits of w_i / log2(1 + rank), w_i = 1 / p_i with the relative propensity p_i = (n_i / max n)^eta of
    `inverse_propensity`, which says what is assumed. IDCG_w = the largest DCG_w that the user's positives allow: by
    falling weight at ranks 1 to min(k, n); eta = 0 gives NDCG. Users without relevant test items are left out.
    DCG_w is the user's weighted sum of the source, which divides it by the positives' weights; we by IDCG_w, so that 1
    can be reached. Source: Yang et al. (2018), Unbiased offline recommender evaluation for missing-not-at-random
    implicit feedback.
    """

    NEEDS = frozenset({"test", "history"})
    WEIGHTED = True
    k: int = 10
    eta: float = 0.5

    def units(self, material: Material) -> Table:
        """user_code, numerator = weighted NDCG@k, denominator = 1."""
        found, relevant = (
            weighted(of, material, self.eta).with_columns(nw.col(WEIGHT).alias(GAIN))
            for of in (hits(material, self.k), judged(material))
        )
        return normalised_gain(found, relevant, self.k)

    def weights(self, material: Material) -> Table:
        """user_code, item_code, weight of the judged positives, for their effective number by group."""
        return positive_weights(judged(material), material, self.eta)
