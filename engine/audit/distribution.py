"""How a user metric is spread within groups: shares of users by value, aggregates only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS
from engine.audit.inquiry import Inquiry
from engine.metrics import USER_METRICS
from engine.statistics.suppression import suppressed

BINS = 10
LEAST_TO_DRAW = 50
"""Users of a group whose spread is shown: of fewer, most bins would be withheld."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One group: `shares` of its users by bin, None where withheld; `mean` and `median` of all of them."""

    group: str
    n: int
    shares: tuple[float | None, ...]
    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """The groups that are shown, on common bins: `edges` has one more entry than there are bins."""

    metric: str
    attribute: str
    edges: tuple[float, ...]
    groups: tuple[Spread, ...]


def distribution(of: Inquiry, metric: str, attribute: str) -> Distribution | None:
    """The spread of a user metric within the groups of an attribute; None where it is undefined.

    The bins are equal in width from the least to the largest value of all users. A bin with 1 to 9 of a group's users
    is withheld, with the next smallest where it would follow from the others; groups that are hidden, or have fewer
    than 50 users, are left out.
    """
    units = of.units(metric) if metric in USER_METRICS else None
    if units is None:
        return None
    numerator, denominator = units
    counted = denominator != 0
    values = np.zeros(len(numerator))
    values[counted] = numerator[counted] / denominator[counted]
    edges = _edges(values[counted])
    if edges is None:
        return None
    groups = of.groups[attribute].groups
    found = []
    for label, inside in zip(groups.labels, groups.member.T, strict=True):
        own = values[inside & counted]
        if label in groups.hidden or len(own) < LEAST_TO_DRAW:
            continue
        found.append(Spread(label, len(own), _shares(own, edges), float(own.mean()), float(np.median(own))))
    return Distribution(metric, attribute, tuple(float(edge) for edge in edges), tuple(found))


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    if not len(values) or values.min() == values.max():
        return None
    return np.linspace(values.min(), values.max(), BINS + 1)


def _shares(values: NDArray[np.float64], edges: NDArray[np.float64]) -> tuple[float | None, ...]:
    counts = np.histogram(values, bins=edges)[0]
    hidden = suppressed([{f"{place:02d}": int(n) for place, n in enumerate(counts)}], LEAST_USERS)
    return tuple(None if f"{place:02d}" in hidden else float(n / len(values)) for place, n in enumerate(counts))
