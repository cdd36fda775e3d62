"""Mean reciprocal rank: how soon does the first relevant item come?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import Candidates, Material, Need, hits, judged, per_user, ranking_needs

KEY = "mrr"


@dataclass(frozen=True, slots=True)
class MRR(OfUsers):
    """Reciprocal rank of a user = 1 / rank of the first relevant item in the first k, 0 without one; in [0, 1].

    Users without relevant test items are left out. Source: Voorhees (1999), The TREC-8 question answering track
    report.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material) -> Table:
        """user_code, numerator = reciprocal rank, denominator = 1."""
        users = judged(material, self.candidates).select(c.USER_CODE).unique()
        first = hits(material, self.k, self.candidates).group_by(c.USER_CODE).agg(nw.col(c.RANK).min().alias("first"))
        both = users.join(first, on=c.USER_CODE, how="left")
        return per_user(both, (1.0 / nw.col("first").cast(nw.Float64)).fill_null(0.0), nw.lit(1.0))
