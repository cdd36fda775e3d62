"""Which groups are shown: hidden alike for every metric, by what the dataset and its test set count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.audit.groupings import ACTIVITY, POPULARITY, Source, crossed_label, grouping, is_crossing, parts_of
from engine.audit.groups import UNKNOWN, Groups, groupable, hide, hide_items
from engine.audit.item_lattice import hidden_items
from engine.audit.lattice import UserPattern, pattern_of
from engine.config import AuditConfig
from engine.errors import InputError

Mask = NDArray[np.bool_]


def names_of(source: Source, config: AuditConfig) -> tuple[str, ...]:
    """The groupings that an audit shows: those of its family, those it asks for, and the dataset's own."""
    own = [attribute.name for attribute in groupable(source.dataset)]
    return tuple(
        dict.fromkeys(
            [
                *(one.attribute for one in config.family),
                *config.groupings,
                *(one.name for one in config.cohorts),
                *own,
                ACTIVITY,
                POPULARITY,
            ]
        )
    )


def shown_groups(source: Source, names: Iterable[str], counted: Sequence[Mask]) -> dict[str, Groups]:
    """The groups of these names with those hidden that are too small in any count, or would give one away.

    `counted`: which users each shown number counts, shape (n_users,): of the dataset and the test set, whatever
    system is audited.
    """
    distinct = list({who.tobytes(): who for who in counted}.values())
    pattern = pattern_of(source.dataset, distinct)
    return {name: _hide(source, grouping(source, name), pattern, distinct) for name in names}


def _hide(source: Source, groups: Groups, pattern: UserPattern, counted: Sequence[Mask]) -> Groups:
    name = groups.attribute
    cohort = source.cohort(name)
    crossed = cohort is None and is_crossing(name, source.dataset.schema)
    if groups.side == "item":
        return _hide_items(source, groups, crossed)
    everybody = [np.ones(len(groups.member), dtype=bool), *counted]
    if cohort is None and not crossed:
        small = hide(groups, everybody)
        return small if name == ACTIVITY else small.without(_labels(groups, pattern.hidden((name,))))
    if crossed:
        if not set(parts_of(name)) <= set(pattern.axes):
            raise InputError("audit.crossing_lattice", attribute=name, known=list(pattern.axes))
        return _with_absent(source, groups, pattern.hidden(parts_of(name)))
    attributes = tuple(attribute for attribute, _label in (cohort.conditions if cohort else ()))
    place = tuple(grouping(source, a).labels.index(label) for a, label in (cohort.conditions if cohort else ()))
    gone = bool(pattern.hidden(attributes)[place]) or bool(hide(groups, everybody).hidden)
    return groups.without(frozenset(groups.labels) if gone else frozenset())


def _with_absent(source: Source, groups: Groups, cells: Mask) -> Groups:
    """A crossing with its hidden cells, those that nobody is in too: a row that is missing would say so."""
    parts = [grouping(source, part) for part in parts_of(groups.attribute)]
    absent = [
        tuple(int(c) for c in cell)
        for cell in np.argwhere(cells)
        if tuple(cell) not in set(groups.cells)
        and all(part.labels[c] != UNKNOWN for part, c in zip(parts, cell, strict=True))
    ]
    labels = tuple(crossed_label([part.labels[c] for part, c in zip(parts, cell, strict=True)]) for cell in absent)
    nobody = np.zeros((len(groups.member), len(absent)), dtype=bool)
    hidden = _labels(groups, cells)
    every = replace(
        groups,
        labels=(*groups.labels, *labels),
        member=np.column_stack([groups.member, nobody]),
        sizes=(*groups.sizes, *(None for _ in absent)),
        cells=(*groups.cells, *absent),
    )
    return every.without(hidden)


def _hide_items(source: Source, groups: Groups, crossed: bool) -> Groups:
    """Of items: by their providers; a cohort goes with its cell."""
    if crossed:
        return groups.without(_labels(groups, hidden_items(source.dataset, parts_of(groups.attribute))))
    small = hide_items(source.dataset, groups)
    cohort = source.cohort(groups.attribute)
    if cohort is None:
        return small
    attributes = tuple(attribute for attribute, _label in cohort.conditions)
    place = tuple(grouping(source, a).labels.index(label) for a, label in cohort.conditions)
    overlapping = any(grouping(source, attribute).overlap for attribute in attributes) and len(attributes) > 1
    gone = overlapping or bool(hidden_items(source.dataset, attributes)[place]) or bool(small.hidden)
    return groups.without(frozenset(groups.labels) if gone else frozenset())


def _labels(groups: Groups, cells: Mask) -> frozenset[str]:
    """The labels of hidden cells; a group of a single column is the cell of its own place."""
    places = groups.cells or tuple((g,) for g in range(len(groups.labels)))
    return frozenset(label for label, place in zip(groups.labels, places, strict=True) if cells[place])
