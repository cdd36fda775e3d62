"""Weights of positives by their popularity: what the weighted metrics are made of."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import Material

WEIGHT = "weight"


def weighted(positives: Table, material: Material, eta: float) -> Table:
    """The pairs with `weight` = 1 / p_i, p_i = (n_i / max_j n_j)^eta: at least 1, and 1 for the most popular item.

    n_i: training interactions of item i, counted as 1 where there are none. The propensity is relative: the weights
    of a user's positives are compared with each other, never added up to a number of pairs. It is assumed that what
    is observed depends on the item's popularity alone, and on it by this power: not on the user, nor on whether
    the item is liked. Source: Yang, Cui, Xuan, Wang, Belongie & Estrin (2018), Unbiased offline recommender
    evaluation for missing-not-at-random implicit feedback (propensity as a power of observed popularity); the power
    0.5: Saito, Yaginuma, Nishino, Sakata & Nakata (2020).
    """
    most = max(1.0, float(material.popularity.select(nw.col("interactions").max()).collect().item()))
    counts = material.popularity.select(
        c.ITEM_CODE, (nw.col("interactions").cast(nw.Float64).clip(lower_bound=1.0) / most).alias("popular")
    )
    joined = positives.join(counts, on=c.ITEM_CODE)
    return joined.with_columns((1.0 / nw.col("popular") ** eta).alias(WEIGHT)).drop("popular")


def positive_weights(positives: Table, material: Material, eta: float) -> Table:
    """user_code, item_code, weight of each positive: of a group, (sum w)^2 / sum w^2 is its effective number."""
    return weighted(positives, material, eta).select(c.USER_CODE, c.ITEM_CODE, WEIGHT)
