"""Sums of prediction errors by user: what MAE and MSE are made of."""

from typing import Literal, TypeAlias

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import Material, per_user

Per: TypeAlias = Literal["user", "pair"]
ERROR_SCALE = 2**24
"""Errors are summed as integers of 1/ERROR_SCALE of the feedback's span (squared for squares)."""


def error_units(material: Material, power: int, per: Per) -> Table:
    """user_code, sum of |s - f|^power, number of pairs (`pair`); or their quotient and 1 (`user`)."""
    error = (nw.col(c.SCORE).cast(nw.Float64) - nw.col(c.FEEDBACK).cast(nw.Float64)).abs() / material.span
    powered = error if power == 1 else error * error
    scaled = (powered * ERROR_SCALE).round().cast(nw.Int64)
    sums = (
        material.pairs.with_columns(scaled.alias("error"))
        .group_by(c.USER_CODE)
        .agg(nw.col("error").sum().cast(nw.Float64).alias("error"), nw.len().cast(nw.Float64).alias("n"))
    )
    total = nw.col("error") * (material.span**power / ERROR_SCALE)
    if per == "pair":
        return per_user(sums, total, nw.col("n"))
    return per_user(sums, total / nw.col("n"), nw.lit(1.0))
