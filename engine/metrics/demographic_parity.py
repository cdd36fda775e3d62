"""Demographic parity: do groups of users have their items accepted equally often?"""

from dataclasses import dataclass

from engine.metrics import selection_rate
from engine.metrics.decision_range import OfRange

KEY = "demographic_parity"


@dataclass(frozen=True, slots=True)
class DemographicParity(OfRange):
    """The largest selection rate of a group - the smallest, over all groups, in [0, 1]; 0 where all are equal.

    As fairlearn's `demographic_parity_difference`, but undefined where a group has no test pair. Source: Agarwal et
    al. (2018), A reductions approach to fair classification.
    """

    BASES = (selection_rate.KEY,)
    NEEDS = frozenset({"test", "negatives"})
