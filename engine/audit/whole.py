"""Numbers of the whole system: None where undefined, and where fewer than 10 users stand behind them."""

import math

import numpy as np

from engine.audit.asked import Parameters, label, made, user_metrics
from engine.audit.groups import LEAST_USERS
from engine.audit.units import Units, units_of
from engine.metrics import MAE, MSE, SYSTEM_METRICS, Material, OfUsers
from engine.metrics.rmse import RMSE

OVER_PAIRS = (MAE(per="pair"), MSE(per="pair"), RMSE(per="pair"))
"""Errors over pairs, as they are known from elsewhere; groups are compared by errors over users."""


def overall(metric: OfUsers, units: Units | None) -> float | None:
    """A user metric over all users."""
    if units is None or np.count_nonzero(units[1]) < LEAST_USERS:
        return None
    value = float(units[0].sum() / units[1].sum())
    value = value**0.5 if metric.TRANSFORM == "sqrt" else value
    return value if math.isfinite(value) else None


def beyond_users(material: Material, parameters: Parameters) -> dict[str, float | None]:
    """Errors over pairs, and the metrics of the system as a whole, by their shown keys."""
    numbers = {label(metric): overall(metric, units_of(metric, material)) for metric in OVER_PAIRS}
    for kind in SYSTEM_METRICS.values():
        metric = made(kind, parameters)
        numbers[label(metric)] = metric.value(material) if material.served >= LEAST_USERS else None
    return numbers


def overall_metrics(material: Material, parameters: Parameters) -> dict[str, float | None]:
    """Every metric over the whole system, by its shown key, for example `ndcg@10`."""
    every = user_metrics(parameters).values()
    numbers = {label(metric): overall(metric, units_of(metric, material)) for metric in every}
    return numbers | beyond_users(material, parameters)
