"""Popularity-rank correlation: among what a user likes, does the popular rank higher?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import RELEVANT, Material, per_user

KEY = "popularity_correlation"

LEAST_PAIRS = 3
"""Of two pairs a rank correlation is -1 or 1, whatever the system does."""


@dataclass(frozen=True, slots=True)
class PopularityCorrelation(OfUsers):
    """Spearman's correlation of popularity and score over a user's relevant test pairs, in [-1, 1].

    rho_u = corr(R(training interactions), R(score)) with average ranks R, both ascending, so that above 0 means: of
    items that the user likes alike, the more popular is ranked higher. It is minus the correlation with the rank in
    the list (rank 1 is best), which depends on the order of the scores alone. 0 is no such tendency. Left out: users
    with fewer than 3 relevant test pairs, with one popularity or with one score for all of them.
    Gaps are differences. Source: Zhu, He, Zhao, Zhang, Wang & Caverlee (2021), Popularity-opportunity bias in
    collaborative filtering, the user-side measure PRU. Its item-side measure PRI correlates popularity with an item's
    mean rank among all items; ranks of all items are not kept, so it is not computed.
    """

    NEEDS = frozenset({"test", "scores", "history"})
    BETTER = "neither"
    SCALE = "difference"

    def units(self, material: Material) -> Table:
        """user_code, numerator = rho_u, denominator = 1."""
        liked = material.pairs.filter(nw.col(RELEVANT) == 1).join(material.popularity, on=c.ITEM_CODE)
        ranked = liked.with_columns(_doubled("interactions").alias("x"), _doubled(c.SCORE).alias("y"))
        products = ranked.with_columns(
            (nw.col("x") * nw.col("x")).alias("xx"),
            (nw.col("y") * nw.col("y")).alias("yy"),
            (nw.col("x") * nw.col("y")).alias("xy"),
        )
        sums = products.group_by(c.USER_CODE).agg(
            nw.len().cast(nw.Float64).alias("n"),
            *(nw.col(name).sum().cast(nw.Float64).alias(name) for name in ("xx", "yy", "xy")),
        )
        # Twice the average ranks of n values have the mean n + 1, whatever the ties.
        square = nw.col("n") * (nw.col("n") + 1) * (nw.col("n") + 1)
        spread = sums.with_columns(*((nw.col(name) - square).alias(name) for name in ("xx", "yy", "xy"))).filter(
            nw.col("n") >= LEAST_PAIRS, nw.col("xx") > 0, nw.col("yy") > 0
        )
        return per_user(spread, nw.col("xy") / (nw.col("xx").sqrt() * nw.col("yy").sqrt()), nw.lit(1.0))


def _doubled(column: str) -> nw.Expr:
    """Twice the average rank within the user, an integer."""
    return (nw.col(column).rank(method="average").over(c.USER_CODE) * 2).cast(nw.Int64)
