"""Selection rate of decisions: what share of test pairs is accepted?"""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.decisions import Decision, accepted_units, decided, decision_needs
from engine.metrics.material import Material, Need

KEY = "selection_rate"


@dataclass(frozen=True, slots=True)
class SelectionRate(OfUsers):
    """Accepted test pairs / test pairs of a group, in [0, 1]; equal rates are demographic parity.

    `decision`: a score of at least the relevance threshold, or a place in the first k of the list (`k` counts for
    that alone). Over pairs: users with more of them weigh more; users are the clusters. Users without test pairs are
    left out, and with `decision="list"` users without a list. Source: Agarwal et al. (2018), A reductions approach to
    fair classification, as in fairlearn's `selection_rate`, which gives 0 where we say undefined.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "negatives"})
    BETTER = "neither"
    decision: Decision = "threshold"
    k: int = 10

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs of both kinds, and for `decision="threshold"` scores that predict feedback."""
        return decision_needs(self.decision)

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator: accepted pairs and pairs."""
        return accepted_units(decided(material, self.decision, self.k))
