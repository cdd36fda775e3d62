"""Gains discounted by their places, against the best that they allow: what NDCG and its kin are made of."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import GAIN, discount, per_user


def normalised_gain(found: Table, relevant: Table, k: int) -> Table:
    """user_code, numerator = DCG / IDCG, denominator = 1, for users whose relevant pairs have any gain.

    `found`: user_code, rank, gain of the relevant items in the list. `relevant`: user_code, item_code, gain of all
    of them. DCG = sum of gain / log2(1 + rank) over `found`; IDCG = the same with the gains in falling order at
    ranks 1 to min(k, n).
    """
    gains = found.group_by(c.USER_CODE).agg(_discounted().sum().alias("dcg"))
    place = nw.col(c.ITEM_CODE).cum_count().over(c.USER_CODE, order_by=["falling", c.ITEM_CODE])
    ideal = (
        relevant.with_columns((-nw.col(GAIN)).alias("falling"))
        .with_columns(place.alias(c.RANK))
        .filter(nw.col(c.RANK) <= k)
        .group_by(c.USER_CODE)
        .agg(_discounted().sum().alias("ideal"))
        .filter(nw.col("ideal") > 0)
    )
    both = ideal.join(gains, on=c.USER_CODE, how="left")
    return per_user(both, nw.col("dcg").fill_null(0).cast(nw.Float64) / nw.col("ideal").cast(nw.Float64), nw.lit(1.0))


def _discounted() -> nw.Expr:
    """The discounted gain of a row with a rank and a gain, as an integer of 1/SCALE: 2^30 of them pass 64 bits."""
    return (discount(nw.col(c.RANK)).cast(nw.Float64) * nw.col(GAIN)).round().cast(nw.Int128)
