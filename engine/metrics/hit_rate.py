"""Hit rate: how many users find at least one relevant item?"""

from dataclasses import dataclass

import narwhals as nw

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.counts import hits_and_positives
from engine.metrics.material import Candidates, Material, Need, per_user, ranking_needs

KEY = "hit_rate"


@dataclass(frozen=True, slots=True)
class HitRate(OfUsers):
    """1 for a user with a relevant item in the first k, else 0; a group's value, the share of such users, in [0, 1].

    Users without relevant test items are left out. Source: Deshpande & Karypis (2004), Item-based top-N
    recommendation algorithms.
    """

    NEEDS = frozenset({"test"})
    BERNOULLI = True
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material) -> Table:
        """user_code, numerator = 0 or 1, denominator = 1."""
        counts = hits_and_positives(material, self.k, self.candidates)
        return per_user(counts, (nw.col("hits") > 0).cast(nw.Int8), nw.lit(1.0))
