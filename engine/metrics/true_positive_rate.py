"""True positive rate of decisions: what share of relevant test pairs is accepted?"""

from dataclasses import dataclass

import narwhals as nw

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.decisions import Decision, accepted_units, decided, decision_needs
from engine.metrics.material import RELEVANT, Material, Need

KEY = "true_positive_rate"


@dataclass(frozen=True, slots=True)
class TruePositiveRate(OfUsers):
    """Accepted relevant test pairs / relevant test pairs of a group, in [0, 1]; equal rates are equal opportunity.

    `decision`: a score of at least the relevance threshold, or a place in the first k of the list (`k` counts for
    that alone). Over pairs: users with more of them weigh more; users are the clusters. Users without relevant test
    pairs are left out, and with `decision="list"` users without a list. Source: Hardt, Price & Srebro (2016),
    Equality of opportunity in supervised learning; fairlearn's `true_positive_rate` gives 0 where we say undefined.
    """

    NEEDS = frozenset({"test", "negatives"})
    BETTER = "more"
    decision: Decision = "threshold"
    k: int = 10

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs of both kinds, and for `decision="threshold"` scores that predict feedback."""
        return decision_needs(self.decision)

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator: accepted relevant pairs and relevant pairs."""
        return accepted_units(decided(material, self.decision, self.k).filter(nw.col(RELEVANT) == 1))
