"""Sums of prediction errors by user: what MAE, MSE, RMSE and the signed error are made of."""

from typing import Literal, TypeAlias

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import Material, per_user

Per: TypeAlias = Literal["user", "pair"]
ERROR_SCALE = 2**36
"""Errors are summed as integers of 1/ERROR_SCALE of the feedback's span (squared for squares): to 1e-11 of it."""


def absolute_units(material: Material, per: Per) -> Table:
    """user_code, sum of |s - f|, number of pairs (`pair`); or their quotient and 1 (`user`)."""
    return _units(material, _error(material).abs(), material.span, per)


def square_units(material: Material, per: Per) -> Table:
    """The same with (s - f)^2."""
    error = _error(material)
    return _units(material, error * error, material.span**2, per)


def signed_units(material: Material, per: Per) -> Table:
    """The same with s - f."""
    return _units(material, _error(material), material.span, per)


def _error(material: Material) -> nw.Expr:
    """The s - f of a pair, in spans of the feedback."""
    return (nw.col(c.SCORE).cast(nw.Float64) - nw.col(c.FEEDBACK).cast(nw.Float64)) / material.span


def _units(material: Material, error: nw.Expr, unit: float, per: Per) -> Table:
    sums = (
        material.pairs.with_columns((error * ERROR_SCALE).round().cast(nw.Int64).alias("error"))
        .group_by(c.USER_CODE)
        .agg(nw.col("error").sum().cast(nw.Float64).alias("error"), nw.len().cast(nw.Float64).alias("n"))
    )
    total = nw.col("error") * (unit / ERROR_SCALE)
    if per == "pair":
        return per_user(sums, total, nw.col("n"))
    return per_user(sums, total / nw.col("n"), nw.lit(1.0))
