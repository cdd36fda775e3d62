"""Normalised discounted cumulative gain: are the relevant items near the top?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import Material, discount, hits, judged, per_user

KEY = "ndcg"


@dataclass(frozen=True, slots=True)
class NDCG:
    """NDCG@k of a user = DCG / IDCG, in [0, 1]; binary gains, whole-catalogue candidates.

    DCG = sum over hits of 1 / log2(1 + rank); IDCG = the same sum over ranks 1 to min(k, n), n the
    user's relevant test items. Undefined, and left out, for users with n = 0. Source: Järvelin &
    Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques.
    """

    SIDE: ClassVar[Literal["user"]] = "user"
    USES_FEEDBACK: ClassVar[bool] = True
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = NDCG@k, denominator = 1."""
        gains = hits(material, self.k).group_by(c.USER_CODE).agg(discount(nw.col(c.RANK)).sum().alias("dcg"))
        place = nw.col(c.ITEM_CODE).cum_count().over(c.USER_CODE, order_by=c.ITEM_CODE)
        ideal = (
            judged(material)
            .with_columns(place.alias(c.RANK))
            .filter(nw.col(c.RANK) <= self.k)
            .group_by(c.USER_CODE)
            .agg(discount(nw.col(c.RANK)).sum().alias("ideal"))
        )
        both = ideal.join(gains, on=c.USER_CODE, how="left")
        value = nw.col("dcg").fill_null(0).cast(nw.Float64) / nw.col("ideal").cast(nw.Float64)
        return per_user(both, value, nw.lit(1.0))
