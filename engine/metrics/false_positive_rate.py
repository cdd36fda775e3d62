"""False positive rate of decisions: what share of the other test pairs is accepted?"""

from dataclasses import dataclass

import narwhals as nw

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.decisions import Decision, accepted_units, decided, decision_needs
from engine.metrics.material import RELEVANT, Material, Need

KEY = "false_positive_rate"


@dataclass(frozen=True, slots=True)
class FalsePositiveRate(OfUsers):
    """Accepted test pairs that are not relevant / test pairs that are not, of a group, in [0, 1].

    With the true positive rate: equal in both is equalized odds. `decision`: a score of at least the relevance
    threshold, or a place in the first k of the list (`k` counts for that alone). Over pairs: users with more of them
    weigh more; users are the clusters. Users without such test pairs are left out, and with `decision="list"` users
    without a list. Source: Hardt, Price & Srebro (2016), Equality of opportunity in supervised learning; fairlearn's
    `false_positive_rate` gives 0 where we say undefined.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "negatives"})
    BETTER = "less"
    decision: Decision = "threshold"
    k: int = 10

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs of both kinds, and for `decision="threshold"` scores that predict feedback."""
        return decision_needs(self.decision)

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator: accepted pairs that are not relevant, and pairs that are not."""
        return accepted_units(decided(material, self.decision, self.k).filter(nw.col(RELEVANT) == 0))
