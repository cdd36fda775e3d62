"""Novelty of lists: how few people have met the items of a list?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import SCALE, Material, per_user, shown

KEY = "novelty"

UNMET = 0.5
"""Users who are taken to have met an item that nobody met: its information would be infinite."""


@dataclass(frozen=True, slots=True)
class Novelty(OfUsers):
    """Mean self-information of the first k of a user's list = mean of -log2(n_i / n), in bits, at least 0.

    n: users with a training interaction; n_i: those of them who met item i; for an item that nobody met, 1/2. Users
    without a list are left out. Source: Zhou, Kuscsik, Liu, Medo, Wakeling & Zhang (2010), Solving the apparent
    diversity-accuracy dilemma of recommender systems; within the framework of Vargas & Castells (2011), Rank and
    relevance in novelty and diversity metrics, without discounts by rank and relevance.
    """

    COUNTS = "everyone"
    NEEDS = frozenset({"history"})
    USES_FEEDBACK = False
    BETTER = "neither"
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = novelty, denominator = 1."""
        seen = nw.col("interactions").cast(nw.Float64)  # a user meets an item once: pairs of the log are unique
        met = material.popularity.filter(nw.col("interactions") > 0).select(c.ITEM_CODE, seen.alias("met"))
        n = material.history.select(nw.col(c.USER_CODE).n_unique()).collect().item()
        information = -(nw.col("met").fill_null(UNMET) / float(n)).log(2)
        sums = (
            shown(material, self.k)
            .join(met, on=c.ITEM_CODE, how="left")
            .with_columns((information * SCALE).round().cast(nw.Int64).alias("bits"))
            .group_by(c.USER_CODE)
            .agg(nw.col("bits").sum().cast(nw.Float64).alias("bits"), nw.len().cast(nw.Float64).alias("n"))
        )
        return per_user(sums, nw.col("bits") / nw.col("n") / float(SCALE), nw.lit(1.0))
