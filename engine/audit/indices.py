"""Indices: one number of all groups of items of an attribute, 0 where they are served alike."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.audit.asked import item_metrics, made
from engine.audit.groups import UNKNOWN, Groups
from engine.audit.inquiry import Inquiry
from engine.audit.question import ALL, Question, ask
from engine.audit.units import known_groups, user_units
from engine.metrics import LIST_METRICS, RANGE_METRICS, SPREAD_METRICS, ItemGroups, OfRange, missing
from engine.metrics.base import Metric
from engine.statistics.blocks import Block, ItemBlock, UserBlock

MOST_CELLS = 5_000_000
"""Users x groups up to which ranges are told unasked: their sums by user and group are held at once."""


def indices(of: Inquiry, groups: Groups) -> Iterator[Question]:
    """The indices of an attribute, over those of its groups that are shown; undefined with fewer than two of them."""
    known = known_groups(of.dataset, groups)
    whole = _whole(groups, known.member)
    for key in (*LIST_METRICS, *SPREAD_METRICS):
        if known.member.shape[1] < 2 and (key, groups.attribute) not in of.family:
            continue
        metric, why, block = _measured(of, key, known)
        if not why or (key, groups.attribute) in of.family:
            yield ask(of, key, metric, whole, whole.sizes, block, block.ratios if block else None, why)


def _whole(groups: Groups, shown: NDArray[np.bool_]) -> Groups:
    """All groups as one: everybody or everything of known value, of which those that are shown are counted."""
    known = [g for g, label in enumerate(groups.labels) if label != UNKNOWN]
    member: NDArray[np.bool_] = groups.member[:, known].any(axis=1).reshape(-1, 1)
    return Groups(groups.side, groups.attribute, (ALL,), member, (int(shown.any(axis=1).sum()),))


def _measured(of: Inquiry, key: str, known: ItemGroups) -> tuple[Metric, str, Block | None]:
    """An index with the reason why it is undefined, or the sums that it is made of."""
    few = "undefined" if known.member.shape[1] < 2 else ""
    if key in LIST_METRICS:
        metric = made(LIST_METRICS[key], of.parameters)
        why = missing(metric.needs, of.material) or few
        if why:
            return metric, why, None
        n_users = of.dataset.schema.n_users
        units = user_units(metric.units(of.material, known), n_users)
        return metric, "", UserBlock(*units, np.ones((n_users, 1), dtype=bool))
    spread = made(SPREAD_METRICS[key], of.parameters)
    base = item_metrics(of.parameters)[spread.BASE]
    why = missing(base.needs, of.material) or few
    if why:
        return spread, why, None
    columns = base.units(of.material, known)
    return spread, "", ItemBlock(columns.numerator, columns.denominator)


def ranges(of: Inquiry, groups: Groups) -> Iterator[Question]:
    """The ranges of rates of decisions over the groups of users that are shown, where they do not overlap."""
    shown = [g for g, s in enumerate(groups.labels) if s != UNKNOWN and s not in groups.hidden]
    n_users = of.dataset.schema.n_users
    for key, kind in RANGE_METRICS.items():
        metric = made(kind, of.parameters)
        few = "undefined" if len(shown) < 2 or groups.overlap else ""
        why = missing(metric.needs, of.material) or few
        declared = (key, groups.attribute) in of.family
        if not declared and (why or len(shown) * n_users > MOST_CELLS):
            continue
        block = None if why else _rates(of, metric, groups.member[:, shown])
        counted = of.counted.get("pair", of.counted["everyone"])
        whole = _whole(groups, groups.member[:, shown] & counted[:, None])
        yield ask(of, key, metric, whole, whole.sizes, block, block.ratios if block else None, why)


def _rates(of: Inquiry, metric: OfRange, member: NDArray[np.bool_]) -> ItemBlock:
    """Each base's sums by user and group, side by side: (n_users, bases x groups)."""
    units = [of.units(base) for base in metric.BASES]
    found = [tuple(part[:, None] * member for part in one) for one in units if one is not None]
    return ItemBlock(np.hstack([top for top, _below in found]), np.hstack([below for _top, below in found]))
