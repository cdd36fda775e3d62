"""Equal opportunity: are relevant items accepted equally often for all groups of users?"""

from dataclasses import dataclass

from engine.metrics import true_positive_rate
from engine.metrics.decision_range import OfRange

KEY = "equal_opportunity"


@dataclass(frozen=True, slots=True)
class EqualOpportunity(OfRange):
    """The largest true positive rate of a group - the smallest, over all groups, in [0, 1]; 0 where all are equal.

    As fairlearn's `equal_opportunity_difference`, but undefined where a group has no relevant test pair. Source:
    Hardt, Price & Srebro (2016), Equality of opportunity in supervised learning.
    """

    BASES = (true_positive_rate.KEY,)
    NEEDS = frozenset({"test", "negatives"})
