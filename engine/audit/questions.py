"""Every metric by every grouping of its side: the questions of an audit, with the values of all groups."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.audit.asked import item_metrics, user_metrics
from engine.audit.groups import Groups
from engine.audit.indices import indices, ranges
from engine.audit.inquiry import Inquiry
from engine.audit.judged import few_judged
from engine.audit.question import Question, ask
from engine.audit.units import Grouped, Units, item_groups
from engine.metrics import OfItems, OfUsers, missing
from engine.metrics.base import Columns
from engine.statistics.blocks import ItemBlock, UserBlock


def questions(of: Inquiry) -> Iterator[Question]:
    """All questions; a declared one is there even where the metric is undefined for this system."""
    for key in user_metrics(of.parameters):
        if of.asks(key):
            yield from of_users(of, key, of.units(key))
    yield from of_groups(of)
    yield from of_items(of)


def of_groups(of: Inquiry) -> Iterator[Question]:
    """The indices over all groups of users, by every grouping of users."""
    for where in of.groups.values():
        if where.groups.side == "user" and of.only is None:
            yield from ranges(of, where.groups)


def of_users(of: Inquiry, key: str, units: Units | None) -> Iterator[Question]:
    """One user metric, whose units these are, by every grouping of users."""
    metric = user_metrics(of.parameters)[key]
    for where in of.groups.values():
        if where.groups.side == "user" and (units is not None or (key, where.groups.attribute) in of.family):
            yield _of_users(of, key, metric, units, where)


def of_items(of: Inquiry) -> Iterator[Question]:
    """The item metrics and indices by every grouping of items."""
    for where in of.groups.values():
        if where.groups.side == "item":
            yield from _of_items(of, where.groups)


def _of_users(of: Inquiry, key: str, metric: OfUsers, units: Units | None, where: Grouped) -> Question:
    groups = where.groups
    if units is None:
        sizes: tuple[int | None, ...] = groups.sizes
        return ask(of, key, metric, groups, sizes, None, None, missing(metric.needs, of.material))
    counts = _members(where, of.counted.get(metric.COUNTS, of.counted["everyone"]))
    sizes = tuple(None if hidden is None else n for hidden, n in zip(groups.sizes, counts, strict=True))
    ratios = where.ratios(units)
    shown = ratios.root() if metric.TRANSFORM == "sqrt" else ratios
    asked = ask(of, key, metric, groups, sizes, UserBlock(*units, groups.member), shown)
    return replace(asked, few=few_judged(groups, ratios.n, int(np.count_nonzero(units[1]))))


def _members(where: Grouped, who: NDArray[np.bool_]) -> list[int]:
    """How many of these users each group has."""
    if where.codes is None:
        return [int((column & who).sum()) for column in where.groups.member.T]
    inside = where.codes[who]
    return [int(n) for n in np.bincount(inside[inside >= 0], minlength=len(where.groups.labels))]


def _of_items(of: Inquiry, groups: Groups) -> Iterator[Question]:
    """The item metrics by group; the indices over all groups with a value."""
    every = item_groups(of.dataset, groups)
    asked = {key: metric for key, metric in item_metrics(of.parameters).items() if of.asks(key)}
    for key, metric in asked.items():
        why = missing(metric.needs, of.material)
        if not why:
            yield _by_columns(of, key, metric, groups, metric.units(of.material, every))
        elif (key, groups.attribute) in of.family:
            yield ask(of, key, metric, groups, groups.sizes, None, None, why)
    if of.only is None:
        yield from indices(of, groups)


def _by_columns(of: Inquiry, key: str, metric: OfItems, groups: Groups, columns: Columns) -> Question:
    block = ItemBlock(columns.numerator, columns.denominator)
    return ask(of, key, metric, groups, groups.sizes, block, block.ratios)
