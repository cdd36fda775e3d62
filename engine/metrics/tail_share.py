"""Tail share: how much of a list is unpopular?"""

from dataclasses import dataclass

import narwhals as nw
import numpy as np

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.levels import TAIL, popularity_levels
from engine.metrics.material import Material, per_user, shown

KEY = "tail_share"


@dataclass(frozen=True, slots=True)
class TailShare(OfUsers):
    """APLT of a user = the share of the first k items of the list that are of the tail, in [0, 1].

    The tail: the least popular items that together receive 20% of the training interactions (`levels`), which is
    most of the catalogue. Users without a list are left out. Source: Abdollahpouri, Burke & Mobasher (2019), Managing
    popularity bias in recommender systems with personalized re-ranking.
    """

    COUNTS = "everyone"
    NEEDS = frozenset({"history"})
    USES_FEEDBACK = False
    BETTER = "neither"
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = APLT, denominator = 1."""
        listed = shown(material, self.k).join(material.popularity, on=c.ITEM_CODE)
        sums = (
            listed.with_columns(_in_tail(material).cast(nw.Int64).alias("tail"))
            .group_by(c.USER_CODE)
            .agg(nw.col("tail").sum().cast(nw.Float64).alias("tail"), nw.len().alias("n"))
        )
        return per_user(sums, nw.col("tail") / nw.col("n"), nw.lit(1.0))


def _in_tail(material: Material) -> nw.Expr:
    """Whether an item is at or below the most popular one of the tail, in the order of `popularity_levels`."""
    counts = material.popularity.sort(c.ITEM_CODE).collect()["interactions"].to_numpy()
    tail = np.flatnonzero(popularity_levels(counts) == TAIL)
    most = int(counts[tail].max()) if len(tail) else -1
    first = int(tail[counts[tail] == most].min()) if len(tail) else 0
    interactions = nw.col("interactions")
    return (interactions < most) | ((interactions == most) & (nw.col(c.ITEM_CODE) >= first))
