"""The sizes of groups before any metric: of users in steps of ten, of items exactly."""

from dataclasses import dataclass
from typing import Literal

from engine.audit.groups import groupable, groups_of
from engine.audit.lattice import pattern_of
from engine.contracts import Dataset

STEP = 10
"""Users: sizes are told in steps of so many, since exact sizes together help to work out others."""


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many users or items a group has: users from `n` to `n` + 9, items exactly; None where that is suppressed."""

    side: Literal["user", "item"]
    attribute: str
    group: str
    n: int | None

    @property
    def step(self) -> int:
        """How many sizes `n` stands for."""
        return STEP if self.side == "user" else 1


def floored(n: int) -> int:
    """The step that a number of users is in."""
    return n // STEP * STEP


def group_sizes(dataset: Dataset) -> tuple[GroupSize, ...]:
    """The sizes of all groups of all groupable attributes, hidden by the fixed pattern of the dataset."""
    pattern = pattern_of(dataset, ())
    rows = []
    for attribute in groupable(dataset):
        groups = groups_of(dataset, attribute.name)
        if groups.side == "user":
            hidden = pattern.hidden((attribute.name,))
            gone = groups.hidden | {label for label, cell in zip(groups.labels, hidden, strict=True) if cell}
            groups = groups.without(frozenset(gone))
        for label, size in zip(groups.labels, groups.sizes, strict=True):
            told = size if size is None or groups.side == "item" else floored(size)
            rows.append(GroupSize(groups.side, attribute.name, label, told))
    return tuple(rows)
