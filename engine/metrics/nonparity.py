"""Non-parity: are the predictions for two groups higher for one of them?"""

from dataclasses import dataclass

from engine.metrics.base import Between
from engine.metrics.per_item_errors import OfPairs, RatedPairs, mean_gap

KEY = "nonparity"


@dataclass(frozen=True, slots=True)
class NonParity(OfPairs):
    """U_par = |E_g[y] - E_h[y]|: the difference of the mean predictions over all test pairs of two groups g and h.

    In units of the feedback, at least 0. It holds no prediction against feedback: groups that rate different items
    or rate higher differ in it although every prediction may be exact. n is the number of pairs of both groups. No
    value where a group has no pair. Source: Yao & Huang (2017), Beyond parity: fairness objectives for collaborative
    filtering, section 3 (after Kamishima et al., 2011).
    """

    NEEDS = frozenset({"test", "scale"})

    def of_pairs(self, pairs: RatedPairs) -> Between:
        """The index between the two groups of these pairs."""
        return mean_gap(pairs)
