"""Hit share: how many of the pairs that are relevant does the system recommend, by group of items?"""

from dataclasses import dataclass

import narwhals as nw

from engine.metrics.base import Columns, ItemGroups, OfItems
from engine.metrics.by_group import by_group
from engine.metrics.material import Candidates, Material, Need, hits, judged, ranking_needs

KEY = "hit_share"


@dataclass(frozen=True, slots=True)
class HitShare(OfItems):
    """P(R@k | g, y = 1) = relevant test pairs of g within the first k ranks / relevant test pairs of g, in [0, 1].

    Over users who have a list; undefined for a group without a relevant pair. Equal shares over groups are
    ranking-based equal opportunity. Source: Zhu, Wang & Caverlee (2020), Measuring and mitigating item
    under-recommendation bias in personalized ranking systems.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """Hits in g and relevant test pairs of g."""
        found = by_group(hits(material, self.k, self.candidates), nw.len(), material, groups)
        return Columns(found, by_group(judged(material, self.candidates), nw.len(), material, groups))
