"""Equity of exposure: does a group of items get attention in proportion to how relevant it is?"""

from dataclasses import dataclass

import narwhals as nw

from engine.metrics.base import Columns, ItemGroups, OfItems
from engine.metrics.by_group import by_group, exposure_total, shown_to_tested
from engine.metrics.material import Candidates, Material, Need, judged, ranking_needs

KEY = "treatment"


@dataclass(frozen=True, slots=True)
class Treatment(OfItems):
    """Exposure per relevant test pair of group g: sum_u E_u(g) / sum_u R_u(g), at least 0.

    E_u(g): exposure that user u's first k ranks give to g, 1 / log2(1 + r) at rank r; R_u(g): u's relevant test
    pairs with items of g. This is Exposure(g) / U(g) of the paper, added up over users (the mean over the items of
    g is in both and cancels), in units of exposure: 1 where each relevant pair gets as much as one first place.
    The ratio of two groups is the paper's disparate treatment ratio. Users need a list and a test pair;
    undefined for a group without a relevant pair.
    Source: Singh & Joachims (2018), Fairness of exposure in rankings, section 4.2.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """E_u(g) and R_u(g)."""
        exposure = by_group(shown_to_tested(material, self.k, self.candidates), exposure_total(), material, groups)
        return Columns(exposure, by_group(judged(material, self.candidates), nw.len(), material, groups))
