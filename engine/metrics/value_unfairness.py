"""Value unfairness: is one group overestimated where the other is not?"""

from dataclasses import dataclass

import numpy as np

from engine.metrics.base import Array, Between
from engine.metrics.per_item_errors import OfPairs, RatedPairs, item_index

KEY = "value_unfairness"


@dataclass(frozen=True, slots=True)
class ValueUnfairness(OfPairs):
    """U_val = 1/n sum_j |(E_g[y]_j - E_g[r]_j) - (E_h[y]_j - E_h[r]_j)|: how signed errors differ, by item.

    j: the n items with test pairs of both groups g and h; E_g[y]_j, E_g[r]_j: mean prediction and mean feedback of
    g's pairs of j. In units of the feedback, at least 0, and above 0 by chance alone: compare with `chance`. No value
    without such an item. Source: Yao & Huang (2017), Beyond parity: fairness objectives for collaborative filtering,
    section 3.
    """

    NEEDS = frozenset({"test", "scale"})

    def of_pairs(self, pairs: RatedPairs) -> Between:
        """The index between the two groups of these pairs."""
        return item_index(pairs, _difference)


def _difference(of_group: Array, of_reference: Array) -> Array:
    difference: Array = np.abs(of_group - of_reference)
    return difference
