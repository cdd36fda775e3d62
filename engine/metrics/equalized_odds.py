"""Equalized odds: do both kinds of errors of decisions fall on all groups of users alike?"""

from dataclasses import dataclass

from engine.metrics import false_positive_rate, true_positive_rate
from engine.metrics.decision_range import OfRange

KEY = "equalized_odds"


@dataclass(frozen=True, slots=True)
class EqualizedOdds(OfRange):
    """The larger of two ranges over all groups, of true and of false positive rates, in [0, 1]; 0 where all are equal.

    As fairlearn's `equalized_odds_difference` (agg="worst_case"), but undefined where a group lacks relevant or other
    test pairs. Source: Hardt, Price & Srebro (2016), Equality of opportunity in supervised learning.
    """

    BASES = (true_positive_rate.KEY, false_positive_rate.KEY)
    NEEDS = frozenset({"test", "negatives"})
