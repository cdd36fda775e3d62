"""How a user metric is spread within groups: shares of users by value, aggregates only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups
from engine.audit.inquiry import Inquiry
from engine.audit.joined import joined
from engine.metrics import USER_METRICS
from engine.statistics.lattice import protect

Array = NDArray[np.float64]
BINS = 10
LEAST_TO_DRAW = 50
"""Users of a group whose spread is shown: of fewer, most bins would be withheld."""
SHARES = (
    "ndcg",
    "recall",
    "hit_rate",
    "precision",
    "mrr",
    "grouped_auc",
    "diversity",
    "tail_share",
    "selection_rate",
    "true_positive_rate",
    "false_positive_rate",
    "weighted_ndcg",
    "weighted_recall",
)
RANGES: dict[str, tuple[float, float]] = {**dict.fromkeys(SHARES, (0.0, 1.0)), "popularity_correlation": (-1.0, 1.0)}
"""Between which values a metric can lie, where nothing of the data decides."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One group: `shares` of its judged users by bin, to whole percents, None where withheld; their `mean`.

    `n`: the size that an audit publishes of the group, whoever of them this system could be judged by.
    """

    group: str
    n: int
    shares: tuple[float | None, ...]
    mean: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """The groups that are shown, on common bins: `edges` has one more entry than there are bins."""

    metric: str
    attribute: str
    edges: tuple[float, ...]
    groups: tuple[Spread, ...]


def distribution(of: Inquiry, metric: str, attribute: str) -> Distribution | None:
    """The spread of a user metric within the groups of an attribute; None where it is undefined, or for groups that
    join several columns (`joined`).

    The bins are equal in width over the metric's own range, or from the least to the largest value, both rounded
    outward to two digits: no edge is anybody's value. A bin with 1 to 9 of a group's users is withheld, with others
    of the group and of the bin from which it would follow, though the bins of all users were known, as another
    attribute tells them. Groups that are hidden, or have fewer than 50 users, are left out.
    """
    units = of.units(metric) if metric in USER_METRICS else None
    if units is None or joined(attribute, of.dataset.schema, of.config.cohorts):
        return None
    numerator, denominator = units
    counted = denominator != 0
    values = np.zeros(len(numerator))
    values[counted] = numerator[counted] / denominator[counted]
    edges = _edges(metric, values[counted])
    if edges is None:
        return None
    places = np.clip(np.digitize(values, edges) - 1, 0, BINS - 1)
    groups, members = of.groups[attribute].groups, of.counted.get(USER_METRICS[metric].COUNTS, of.counted["everyone"])
    withheld = _withheld(of, attribute, places, counted)
    found = []
    for label, inside, gone in zip(groups.labels, groups.member.T, withheld, strict=True):
        own = inside & counted
        if label not in groups.hidden and int(own.sum()) >= LEAST_TO_DRAW:
            shares = _shares(np.bincount(places[own], minlength=BINS), gone)
            found.append(Spread(label, int((inside & members).sum()), shares, float(values[own].mean())))
    return Distribution(metric, attribute, tuple(float(edge) for edge in edges), tuple(found))


def _edges(metric: str, values: Array) -> Array | None:
    if not len(values) or values.min() == values.max():
        return None
    low, high = RANGES.get(metric) or _outward(float(values.min()), float(values.max()))
    return np.linspace(low, high, BINS + 1)


def _outward(low: float, high: float) -> tuple[float, float]:
    """Both ends to two digits of the larger, away from each other."""
    digits = 1 - int(np.floor(np.log10(max(abs(low), abs(high)))))
    scale = 10.0**digits
    return float(np.floor(low * scale) / scale), float(np.ceil(high * scale) / scale)


def _shares(counts: NDArray[np.int64], gone: NDArray[np.bool_]) -> tuple[float | None, ...]:
    """To whole percents: finer ones would say of how many they are."""
    total = float(counts.sum())
    return tuple(None if hidden else round(float(n) / total, 2) for n, hidden in zip(counts, gone, strict=True))


def _withheld(of: Inquiry, attribute: str, places: NDArray[np.int64], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which bins of which groups are not shown, shape (groups, bins). A cohort and the rest: the bins of its column."""
    cohort = next((one for one in of.config.cohorts if one.name == attribute), None)
    if cohort is None:
        return _protected(of.groups[attribute].groups, places, counted)
    column, label = cohort.conditions[0]
    groups = of.groups[column].groups
    hidden = _protected(groups, places, counted)[groups.labels.index(label)]
    return np.broadcast_to(hidden, (len(of.groups[attribute].groups.labels), BINS))


def _protected(groups: Groups, places: NDArray[np.int64], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Small bins, and the company from which they would follow along the group or along the bin."""
    counts = np.array([np.bincount(places[inside & counted], minlength=BINS) for inside in groups.member.T])
    if groups.overlap:
        rest = np.bincount(places[counted], minlength=BINS) - counts
        small = ((counts > 0) & (counts < LEAST_USERS)) | ((rest > 0) & (rest < LEAST_USERS))
        return np.array([_accompanied(own, gone) for own, gone in zip(counts, small, strict=True)])
    free = np.array([label == UNKNOWN for label in groups.labels], dtype=bool)
    pattern = protect([counts], LEAST_USERS, LEAST_USERS, [free, np.zeros(BINS, dtype=bool)])
    found = pattern.hidden[0, 1] | pattern.hidden[(1,)]
    return np.array([_accompanied(own, gone) for own, gone in zip(counts, found, strict=True)])


def _accompanied(counts: NDArray[np.int64], small: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The next smallest bins join those of one group that together count too few."""
    hidden, rest = small.copy(), sorted(np.flatnonzero(~small & (counts > 0)).tolist(), key=lambda b: (counts[b], b))
    while 0 < counts[hidden].sum() < LEAST_USERS and rest:
        hidden[rest.pop(0)] = True
    return hidden
