"""Ranking-based equal opportunity: how unequally often are relevant items of groups recommended?"""

from dataclasses import dataclass

from engine.metrics import hit_share
from engine.metrics.base import Array, OfSpread
from engine.metrics.variation import variation

KEY = "reo"


@dataclass(frozen=True, slots=True)
class REO(OfSpread):
    """REO@k = population standard deviation / mean, over groups, of P(R@k | g, y = 1); 0 where all are equal.

    Without unit, at least 0, at most sqrt(G - 1) for G groups. On popularity groups (short head and long tail) this
    is PopREO. Source: Zhu, Wang & Caverlee (2020), Measuring and mitigating item under-recommendation bias in
    personalized ranking systems.
    """

    BASE = hit_share.KEY
    NEEDS = frozenset({"test"})

    def value(self, values: Array) -> float | None:
        """The index of the groups' shares, shape (G,), NaN where undefined: those are left out.

        None with fewer than two defined shares, or where nothing relevant was recommended of any group.
        """
        return variation(values)
