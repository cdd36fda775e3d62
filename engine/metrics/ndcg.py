"""Normalised discounted cumulative gain: are the relevant items near the top?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.gains import weighted_gain
from engine.metrics.material import GAIN, Candidates, Gain, Material, discount, hits, judged, per_user

KEY = "ndcg"


@dataclass(frozen=True, slots=True)
class NDCG(OfUsers):
    """NDCG@k of a user = DCG / IDCG, in [0, 1].

    DCG = sum over hits of g / log2(1 + rank), with g by `gain`: 1, the feedback f, or 2^f - 1. IDCG = the largest
    DCG that the user's relevant test items allow: by falling gain at ranks 1 to min(k, n). `candidates`: the lists
    that were shown, or the user's test pairs by their scores. Undefined, and left out, for users with n = 0.
    Source: Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques; 2^f - 1: Burges et al.
    (2005), Learning to rank using gradient descent.
    """

    NEEDS = frozenset({"test"})
    k: int = 10
    gain: Gain = "binary"
    candidates: Candidates = "catalogue"

    def units(self, material: Material) -> Table:
        """user_code, numerator = NDCG@k, denominator = 1."""
        found = weighted_gain(hits(material, self.k, self.candidates), self.gain)
        gains = found.group_by(c.USER_CODE).agg(discounted().sum().alias("dcg"))
        relevant = weighted_gain(judged(material, self.candidates), self.gain)
        place = nw.col(c.ITEM_CODE).cum_count().over(c.USER_CODE, order_by=["falling", c.ITEM_CODE])
        ideal = (
            relevant.with_columns((-nw.col(GAIN)).alias("falling"))
            .with_columns(place.alias(c.RANK))
            .filter(nw.col(c.RANK) <= self.k)
            .group_by(c.USER_CODE)
            .agg(discounted().sum().alias("ideal"))
        )
        both = ideal.join(gains, on=c.USER_CODE, how="left")
        value = nw.col("dcg").fill_null(0).cast(nw.Float64) / nw.col("ideal").cast(nw.Float64)
        return per_user(both, value, nw.lit(1.0))


def discounted() -> nw.Expr:
    """The discounted gain of a row with a rank and a gain, as an integer of 1/SCALE."""
    return (discount(nw.col(c.RANK)).cast(nw.Float64) * nw.col(GAIN)).round().cast(nw.Int64)
