"""Average recommended popularity: how popular are the items on a user's list?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import Material, per_user, shown

KEY = "average_popularity"


@dataclass(frozen=True, slots=True)
class AveragePopularity(OfUsers):
    """ARP of a user = the mean number of training interactions of the first k items of the list, at least 0.

    Source: Abdollahpouri, Burke & Mobasher (2019), Managing popularity bias in recommender systems.
    """

    COUNTS = "everyone"
    USES_FEEDBACK = False
    BETTER = "neither"
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = ARP, denominator = 1."""
        counts = shown(material, self.k).join(material.popularity, on=c.ITEM_CODE).group_by(c.USER_CODE)
        sums = counts.agg(nw.col("interactions").sum().cast(nw.Float64).alias("sum"), nw.len().alias("n"))
        return per_user(sums, nw.col("sum") / nw.col("n"), nw.lit(1.0))
