"""Indices: one number of all groups of items of an attribute, 0 where they are served alike."""

from collections.abc import Iterator

import numpy as np

from engine.audit.asked import item_metrics, made
from engine.audit.groups import Groups
from engine.audit.inquiry import Inquiry
from engine.audit.question import ALL, Question, ask
from engine.audit.units import known_groups, user_units
from engine.metrics import LIST_METRICS, SPREAD_METRICS, ItemGroups, missing
from engine.metrics.base import Metric
from engine.statistics.blocks import Block, ItemBlock, UserBlock


def indices(of: Inquiry, groups: Groups) -> Iterator[Question]:
    """The indices of an attribute, over those of its groups that are shown; undefined with fewer than two of them."""
    known = known_groups(of.dataset, groups)
    items = int(known.member.any(axis=1).sum())
    whole = Groups(groups.side, groups.attribute, (ALL,), np.ones((1, 1), dtype=bool), (items,))
    for key in (*LIST_METRICS, *SPREAD_METRICS):
        if known.member.shape[1] < 2 and (key, groups.attribute) not in of.family:
            continue
        metric, why, block = _measured(of, key, known)
        if not why or (key, groups.attribute) in of.family:
            yield ask(of, key, metric, whole, whole.sizes, block, block.ratios if block else None, why)


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
