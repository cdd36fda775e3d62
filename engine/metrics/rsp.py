"""Ranking-based statistical parity: how unequally often are groups of items recommended?"""

from dataclasses import dataclass

from engine.metrics import recommendation_rate
from engine.metrics.base import Array, OfSpread
from engine.metrics.variation import variation

KEY = "rsp"


@dataclass(frozen=True, slots=True)
class RSP(OfSpread):
    """RSP@k = population standard deviation / mean, over groups, of P(R@k | g); 0 where all groups' are equal.

    Without unit, at least 0, at most sqrt(G - 1) for G groups. On popularity groups (short head and long tail) this
    is PopRSP. Source: Zhu, Wang & Caverlee (2020), Measuring and mitigating item under-recommendation bias in
    personalized ranking systems.
    """

    BASE = recommendation_rate.KEY
    NEEDS = frozenset({"history"})
    USES_FEEDBACK = False

    def value(self, values: Array) -> float | None:
        """The index of the groups' rates, shape (G,), NaN where undefined: those are left out.

        None with fewer than two defined rates, or where nothing was recommended of any group.
        """
        return variation(values)
