"""How a user's items divide among the categories: what calibration is made of."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import GROUP, SCALE, Material

SHARE = "share"


def category_shares(items: Table, material: Material) -> Table:
    """user_code, group_code, share: how the user's items divide among the categories; shares of a user sum to 1.

    `items`: user_code, item_code. An item of m categories gives 1/m to each; items without a category are left out,
    and so are users without any other. Only shares above 0 have a row.
    """
    of_item = material.categories.group_by(c.ITEM_CODE).agg(nw.len().alias("m"))
    part = (SCALE / nw.col("m").cast(nw.Float64)).round().cast(nw.Int64)
    parts = material.categories.join(of_item, on=c.ITEM_CODE).with_columns(part.alias("part"))
    amounts = items.join(parts, on=c.ITEM_CODE).group_by(c.USER_CODE, GROUP).agg(nw.col("part").sum().alias("amount"))
    share = nw.col("amount").cast(nw.Float64) / nw.col("amount").sum().over(c.USER_CODE).cast(nw.Float64)
    return amounts.select(c.USER_CODE, GROUP, share.alias(SHARE))
