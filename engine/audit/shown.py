"""Which groups are shown: hidden alike for every metric, by what the dataset and its test set count."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.audit.groupings import ACTIVITY, POPULARITY, Source, grouping, parts_of
from engine.audit.groups import Groups, groupable, hide, hide_items
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
    if groups.side == "item":
        if not groups.cells:
            return hide_items(source.dataset, groups)
        cells = hidden_items(source.dataset, parts_of(name))
        return groups.without(_labels(groups, cells))
    everybody = [np.ones(len(groups.member), dtype=bool), *counted]
    if cohort is None and not groups.cells:
        small = hide(groups, everybody)
        return small if name == ACTIVITY else small.without(_labels(groups, pattern.hidden((name,))))
    if groups.cells:
        if not set(parts_of(name)) <= set(pattern.axes):
            raise InputError("audit.crossing_lattice", attribute=name, known=list(pattern.axes))
        return groups.without(_labels(groups, pattern.hidden(parts_of(name))))
    attributes = tuple(attribute for attribute, _label in (cohort.conditions if cohort else ()))
    place = tuple(grouping(source, a).labels.index(label) for a, label in (cohort.conditions if cohort else ()))
    gone = bool(pattern.hidden(attributes)[place]) or bool(hide(groups, everybody).hidden)
    return groups.without(frozenset(groups.labels) if gone else frozenset())


def _labels(groups: Groups, cells: Mask) -> frozenset[str]:
    """The labels of hidden cells; a group of a single column is the cell of its own place."""
    places = groups.cells or tuple((g,) for g in range(len(groups.labels)))
    return frozenset(label for label, place in zip(groups.labels, places, strict=True) if cells[place])
