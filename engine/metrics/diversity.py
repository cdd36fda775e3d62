"""Diversity of lists: how unlike are the items of a list?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import GROUP, SCALE, Material, per_user, shown

KEY = "diversity"

LEFT, RIGHT, SIZE = "left", "right", "size"


@dataclass(frozen=True, slots=True)
class Diversity(OfUsers):
    """Intra-list diversity of a user = 1 - mean similarity of the pairs of items in the first k, in [0, 1].

    Similarity of two items = categories that both have / categories that either has (Jaccard). Items without a
    category are left out, and users with fewer than two others in the list. Source: Ziegler, McNee, Konstan & Lausen
    (2005), Improving recommendation lists through topic diversification (there as the similarity itself).
    """

    COUNTS = "everyone"
    NEEDS = frozenset({"categories"})
    USES_FEEDBACK = False
    BETTER = "neither"
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = diversity, denominator = 1."""
        of_item = material.categories.group_by(c.ITEM_CODE).agg(nw.len().alias(SIZE))
        listed = shown(material, self.k).join(of_item, on=c.ITEM_CODE)
        lengths = listed.group_by(c.USER_CODE).agg(nw.len().cast(nw.Float64).alias("n")).filter(nw.col("n") >= 2)
        alike = _similarity(listed.join(material.categories, on=c.ITEM_CODE))
        both = lengths.join(alike, on=c.USER_CODE, how="left")
        pairs = nw.col("n") * (nw.col("n") - 1) / 2
        return per_user(both, 1.0 - nw.col("alike").fill_null(0.0) / float(SCALE) / pairs, nw.lit(1.0))


def _similarity(rows: Table) -> Table:
    """user_code, sum of the similarities of its pairs of items in units of 1/SCALE; pairs without any add nothing.

    `rows`: user_code, item_code, the item's number of categories, group_code.
    """
    one, other = _renamed(rows, LEFT), _renamed(rows, RIGHT)
    common = (
        one.join(other, on=[c.USER_CODE, GROUP])
        .filter(nw.col(LEFT) < nw.col(RIGHT))
        .group_by(c.USER_CODE, LEFT, RIGHT)
        .agg(
            nw.len().cast(nw.Float64).alias("common"),
            (nw.col(SIZE + LEFT).max() + nw.col(SIZE + RIGHT).max()).cast(nw.Float64).alias("total"),
        )
    )
    jaccard = nw.col("common") / (nw.col("total") - nw.col("common"))
    return (
        common.with_columns((jaccard * SCALE).round().cast(nw.Int64).alias("alike"))
        .group_by(c.USER_CODE)
        .agg(nw.col("alike").sum().cast(nw.Float64).alias("alike"))
    )


def _renamed(rows: Table, side: str) -> Table:
    return rows.select(c.USER_CODE, GROUP, nw.col(c.ITEM_CODE).alias(side), nw.col(SIZE).alias(SIZE + side))
