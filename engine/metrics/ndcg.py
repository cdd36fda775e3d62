"""Normalised discounted cumulative gain: are the relevant items near the top?"""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.discounted_gain import normalised_gain
from engine.metrics.gains import weighted_gain
from engine.metrics.material import Candidates, Gain, Material, Need, hits, judged, ranking_needs

KEY = "ndcg"


@dataclass(frozen=True, slots=True)
class NDCG(OfUsers):
    """NDCG@k of a user = DCG / IDCG, in [0, 1].

    DCG = sum over hits of g / log2(1 + rank), with g by `gain`: 1, the feedback f, or 2^f - 1. IDCG = the largest
    DCG that the user's relevant test items allow: by falling gain at ranks 1 to min(k, n). `candidates`: the lists
    that were shown, or the user's test pairs by their scores. Undefined, and left out, for users with n = 0.
    Source: Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques; 2^f - 1: Burges et al.
    (2005), Learning to rank using gradient descent.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    gain: Gain = "binary"
    candidates: Candidates = "catalogue"

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs, and their scores for `candidates="slice"`."""
        return ranking_needs(self.candidates)

    def units(self, material: Material) -> Table:
        """user_code, numerator = NDCG@k, denominator = 1."""
        found = weighted_gain(hits(material, self.k, self.candidates), self.gain)
        return normalised_gain(found, weighted_gain(judged(material, self.candidates), self.gain), self.k)
