"""Recall: what share of the relevant items is in the list?"""

from dataclasses import dataclass

import narwhals as nw

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.counts import hits_and_positives
from engine.metrics.material import Candidates, Material, Need, per_user, ranking_needs

KEY = "recall"


@dataclass(frozen=True, slots=True)
class Recall(OfUsers):
    """Recall@k of a user = hits in the first k / relevant test items, in [0, 1].

    Users without relevant test items are left out. It cannot reach 1 for users with more than k.
    Source: Cremonesi, Koren & Turrin (2010), Performance of recommender algorithms on top-N recommendation tasks.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material) -> Table:
        """user_code, numerator = recall@k, denominator = 1."""
        counts = hits_and_positives(material, self.k, self.candidates)
        return per_user(counts, nw.col("hits").cast(nw.Float64) / nw.col("positives"), nw.lit(1.0))
