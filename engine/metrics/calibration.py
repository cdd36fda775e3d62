"""Calibration of lists: does a list mix the categories as the user's history does?"""

from dataclasses import dataclass

import narwhals as nw
import pyarrow as pa

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.categories_by_user import SHARE, category_shares
from engine.metrics.material import GROUP, SCALE, Material, per_user, shown

KEY = "calibration"

LISTED = "listed"
BLOCK = 200_000
"""Users whose categories are counted at once."""


@dataclass(frozen=True, slots=True)
class Calibration(OfUsers):
    """C_KL of a user = sum over categories c of p(c|u) ln(p(c|u) / q~(c|u)), q~ = (1 - smoothing) q + smoothing p.

    p: the user's training interactions by category; q: the same of the first k of the list; an item of m categories
    gives 1/m to each. In [0, ln(1 / smoothing)], 4.6 for 0.01: 0 where the list mixes as the history does, the most
    where it has none of the history's categories. Left out: users without an interaction, or without a list, of items
    with a category; such items count on neither side. Source: Steck (2018), Calibrated recommendations, section 3, with
    the weights of recency and rank that he leaves open set to 1.
    """

    COUNTS = "everyone"
    NEEDS = frozenset({"categories", "history"})
    USES_FEEDBACK = False
    BETTER = "less"
    k: int = 10
    smoothing: float = 0.01

    def units(self, material: Material) -> Table:
        """user_code, numerator = C_KL, denominator = 1; users block by block, so that memory stays bounded."""
        starts = range(0, material.n_users, BLOCK)
        blocks = [self._units(material, start, start + BLOCK).collect().to_arrow() for start in starts]
        table: Table = nw.from_native(pa.concat_tables(blocks)).lazy()
        return table

    def _units(self, material: Material, start: int, end: int) -> Table:
        """The same of the users from one code to before another."""
        inside = (nw.col(c.USER_CODE) >= start) & (nw.col(c.USER_CODE) < end)
        listed = category_shares(shown(material, self.k).filter(inside), material).rename({SHARE: LISTED})
        both = (
            category_shares(material.history.filter(inside), material)
            .join(listed.select(c.USER_CODE).unique(), on=c.USER_CODE, how="semi")
            .join(listed, on=[c.USER_CODE, GROUP], how="left")
        )
        p, q = nw.col(SHARE), nw.col(LISTED).fill_null(0.0)
        term = p * (p / (q * (1 - self.smoothing) + p * self.smoothing)).log()
        sums = (
            both.with_columns((term * SCALE).round().cast(nw.Int64).alias("term"))
            .group_by(c.USER_CODE)
            .agg(nw.col("term").sum().cast(nw.Float64).alias("term"))
        )
        return per_user(sums, nw.col("term") / float(SCALE), nw.lit(1.0))
