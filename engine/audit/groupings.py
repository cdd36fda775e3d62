"""Groups by name: a column, an intersection of columns, levels of activity or popularity, a saved cohort."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import UNKNOWN, Groups, groups_of
from engine.config import Cohort
from engine.contracts import Dataset, Pairs, Schema
from engine.errors import InputError
from engine.metrics.levels import popularity_levels

ACTIVITY, POPULARITY = "activity_level", "popularity_level"
DERIVED = {ACTIVITY: "user", POPULARITY: "item"}
"""Groupings that the training fold gives, with their side; a column of that name goes before."""
LEVELS = {ACTIVITY: ("low", "mid", "high"), POPULARITY: ("head", "mid", "tail")}
CROSS = "*"
TIMES = " × "
"""Between the labels of a crossing's group."""
MOST_CROSSED = 3
REST = "everyone else"


@dataclass(frozen=True, slots=True)
class Source:
    """What groups are made from: the dataset, the training fold and the saved cohorts."""

    dataset: Dataset
    train: Pairs
    cohorts: Sequence[Cohort] = ()

    def cohort(self, name: str) -> Cohort | None:
        """The cohort of that name; None if there is none."""
        return next((one for one in self.cohorts if one.name == name), None)


def parts_of(name: str) -> tuple[str, ...]:
    """The columns of an intersection, `gender*age`; a single column is its own only part."""
    return tuple(part.strip() for part in name.split(CROSS))


def is_crossing(name: str, schema: Schema) -> bool:
    """Whether the name joins columns; a column may have a `*` in its own."""
    return CROSS in name and schema.attribute(name) is None


def canonical(name: str, schema: Schema) -> str:
    """The name as it is kept: parts of an intersection in the schema's order, so that one has one name."""
    if schema.attribute(name) is not None or CROSS not in name:
        return name
    order = [a.name for a in (*schema.user_attributes, *schema.item_attributes)]
    return CROSS.join(sorted(parts_of(name), key=lambda part: (order.index(part) if part in order else -1, part)))


def grouping(source: Source, name: str) -> Groups:
    """The groups of a name, none of them hidden yet but by size.

    Raises:
        InputError: `audit.attribute_unknown` and those of `groups_of`; `audit.crossing` where an intersection
            has more than three columns, one of them twice, or columns of users and of items.
    """
    cohort = source.cohort(name)
    if cohort is not None:
        return _cohort(source, cohort)
    schema = source.dataset.schema
    if name in DERIVED and schema.attribute(name) is None:
        return _levels(source, name)
    if is_crossing(name, schema):
        return _crossed(source, name, [groups_of(source.dataset, part) for part in parts_of(name)])
    return groups_of(source.dataset, name)


def side_of(name: str, schema: Schema, cohorts: Sequence[Cohort] = ()) -> str:
    """`user` or `item`; `user` for names that do not exist."""
    cohort = next((one for one in cohorts if one.name == name), None)
    first = cohort.conditions[0][0] if cohort else name if schema.attribute(name) else parts_of(name)[0]
    if first in DERIVED and schema.attribute(first) is None:
        return DERIVED[first]
    attribute = schema.attribute(first)
    return "item" if attribute in schema.item_attributes and attribute not in schema.user_attributes else "user"


def _levels(source: Source, name: str) -> Groups:
    """Users in thirds by training interactions, items by the share of interactions that they receive."""
    schema = source.dataset.schema
    if name == POPULARITY:
        codes = popularity_levels(np.bincount(source.train.items, minlength=schema.n_items))
    else:
        codes = activity_levels(np.bincount(source.train.users, minlength=schema.n_users))
    labels = LEVELS[name]
    there = np.unique(codes)  # where all are equally active there is one level
    member = codes[:, None] == there
    found = tuple(int(n) for n in member.sum(axis=0))
    return Groups("item" if name == POPULARITY else "user", name, tuple(labels[c] for c in there), member, found)


def activity_levels(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 for users in the lowest, middle, highest third by interactions; equal users are never parted."""
    cuts = np.quantile(counts, [1 / 3, 2 / 3], method="lower")
    return np.searchsorted(cuts, counts, side="left").astype(np.int64)


def _crossed(source: Source, name: str, parts: list[Groups]) -> Groups:
    """One group a combination of known labels that occurs; those without a value in a part are in none."""
    sides = {part.side for part in parts}
    repeated = len({part.attribute for part in parts}) < len(parts)
    if len(parts) > MOST_CROSSED or len(sides) > 1 or repeated or any(part.overlap for part in parts):
        raise InputError("audit.crossing", attribute=name, most=MOST_CROSSED)
    codes = np.zeros(len(parts[0].member), dtype=np.int64)
    known = np.ones(len(codes), dtype=bool)
    for part in parts:
        codes = codes * len(part.labels) + part.member.argmax(axis=1)
        known &= part.member.any(axis=1)
        if part.labels[-1] == UNKNOWN:
            known &= ~part.member[:, -1]
    shape = tuple(len(part.labels) for part in parts)
    present = np.unique(codes[known])
    cells = np.array(np.unravel_index(present, shape)).T
    labels = tuple(crossed_label([p.labels[c] for p, c in zip(parts, cell, strict=True)]) for cell in cells)
    member = (codes[:, None] == present) & known[:, None]
    sizes = tuple(int(n) for n in member.sum(axis=0))
    return Groups(parts[0].side, name, labels, member, sizes, tuple(tuple(int(c) for c in cell) for cell in cells))


def crossed_label(labels: Sequence[str]) -> str:
    """The label of a crossing's group; parts that have the sign between them are quoted, so that no two are alike."""
    return TIMES.join(f"“{label}”" if TIMES.strip() in label else label for label in labels)


def _cohort(source: Source, cohort: Cohort) -> Groups:
    """The cohort and everyone else of known value; its label is its name."""
    found = [groups_of(source.dataset, attribute) for attribute, _label in cohort.conditions]
    if len({groups.side for groups in found}) > 1:
        raise InputError("config.cohort", name=cohort.name)
    inside = known = np.ones(len(found[0].member), dtype=bool)
    for groups, (attribute, label) in zip(found, cohort.conditions, strict=True):
        if label not in groups.labels or label == UNKNOWN:
            raise InputError("audit.cohort", name=cohort.name, attribute=attribute, label=label)
        inside = inside & groups.member[:, groups.labels.index(label)]
        if groups.labels[-1] == UNKNOWN:
            known = known & ~groups.member[:, -1]
    member = np.column_stack([inside, known & ~inside])
    labels = (cohort.name, REST if cohort.name != REST else f"({REST})")
    return Groups(found[0].side, cohort.name, labels, member, tuple(int(n) for n in member.sum(axis=0)))
