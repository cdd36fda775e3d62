"""Equity of impact: do relevant items of each group stand where they are clicked?"""

from dataclasses import dataclass

import narwhals as nw

from engine.metrics.base import Columns, ItemGroups, OfItems
from engine.metrics.by_group import by_group, exposure_total
from engine.metrics.material import Candidates, Material, Need, hits, judged, ranking_needs

KEY = "impact"


@dataclass(frozen=True, slots=True)
class Impact(OfItems):
    """Expected clicks per relevant test pair of group g: sum_u C_u(g) / sum_u R_u(g), in [0, 1].

    C_u(g): sum of 1 / log2(1 + r) over the first k ranks r with an item of g that is relevant to user u, a click
    being an examined place with a relevant item; R_u(g): u's relevant test pairs with items of g. This is
    CTR(g) / U(g) of the paper, added up over users (the mean over the items of g is in both and cancels).
    The ratio of two groups is the paper's disparate impact ratio. Users need a list; undefined for a group
    without a relevant pair. Source: Singh & Joachims (2018), Fairness of exposure in rankings, section 4.3.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """C_u(g) and R_u(g)."""
        clicks = by_group(hits(material, self.k, self.candidates), exposure_total(), material, groups)
        return Columns(clicks, by_group(judged(material, self.candidates), nw.len(), material, groups))
