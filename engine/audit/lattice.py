"""Which cells of users by crossed attributes are not shown: one pattern for a dataset and its test set."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups, groupable, groups_of, hide
from engine.contracts import Dataset
from engine.statistics.lattice import Pattern, protect

Mask = NDArray[np.bool_]
MOST_LABELS = 30
MOST_CELLS = (6_000, 6_000, 6_000, 2_000)
"""How many cells the joint table of one, two, three and four attributes may have: more takes minutes to protect."""


@dataclass(frozen=True, slots=True, eq=False)
class UserPattern:
    """What is hidden of users by any attribute and by crossings of `axes`, in every number that counts them.

    `groups`: every attribute of users that makes groups, each with what its own size hides; `pattern`: over `axes`;
    `counted`: the users that published counts count, each of shape (n_users,), all users first.
    """

    axes: tuple[str, ...]
    groups: dict[str, Groups]
    pattern: Pattern
    counted: tuple[Mask, ...]

    @property
    def total(self) -> bool:
        """Whether even the numbers of all users may be shown: not where a count is of fewer than ten users."""
        return self.pattern.total

    def hidden(self, attributes: tuple[str, ...]) -> Mask:
        """The cells that are not shown, an axis an attribute in the order asked, an index a label of its groups.

        Crossings of more than three attributes, and of those outside `axes`, are hidden as a whole: nothing
        protects them.

        Args:
            attributes: Groupable attributes of users, none of them twice.
        """
        if all(a in self.axes for a in attributes) and 1 <= len(attributes) <= 3:
            places = [self.axes.index(a) for a in attributes]
            cells = self.pattern.hidden[tuple(sorted(places))]
            return cells.transpose(np.argsort(np.argsort(places))) if len(places) > 1 else cells
        shape = tuple(len(self.groups[a].labels) for a in attributes)
        if len(attributes) > 1 or not self.total:
            return np.ones(shape, dtype=bool)
        groups = hide(self.groups[attributes[0]], self.counted)
        return np.array([label in groups.hidden for label in groups.labels], dtype=bool)


def lattice_of(dataset: Dataset) -> tuple[str, ...]:
    """The attributes that are crossed: the first four of users, of one value each, whose cells are not too many."""
    return _axes(_user_groups(dataset))


def pattern_of(dataset: Dataset, tested: Sequence[Mask]) -> UserPattern:
    """What is hidden, by the sizes of groups and by how many of their users each shown number counts.

    It depends on the dataset and its test set alone, whatever system is audited.

    Args:
        dataset: The dataset.
        tested: Users whom published numbers count, each of shape (n_users,): those with a test pair, those with a
            positive one (`System.tested`).
    """
    groups = _user_groups(dataset)
    everybody = np.ones(dataset.schema.n_users, dtype=bool)
    counted = tuple({who.tobytes(): who for who in [everybody, *tested]}.values())
    axes = _axes(groups)
    if not axes:
        small = any(0 < int(who.sum()) < LEAST_USERS for who in counted)
        return UserPattern(axes, groups, Pattern({}, total=not small), counted)
    crossed = [groups[a] for a in axes]
    shape = tuple(len(of.labels) for of in crossed)
    place = np.ravel_multi_index(tuple(of.member.argmax(axis=1) for of in crossed), shape)
    tables = tuple(np.bincount(place[who], minlength=int(np.prod(shape))).tobytes() for who in counted)
    free = tuple(tuple(label == UNKNOWN for label in of.labels) for of in crossed)
    return UserPattern(axes, groups, _protect(shape, tables, free), counted)


@lru_cache(maxsize=64)
def _protect(shape: tuple[int, ...], tables: tuple[bytes, ...], free: tuple[tuple[bool, ...], ...]) -> Pattern:
    """The search, once for the same counts."""
    joint = [np.frombuffer(table, dtype=np.int64).reshape(shape) for table in tables]
    return protect(joint, LEAST_USERS, LEAST_USERS, [np.array(of, dtype=bool) for of in free])


def _user_groups(dataset: Dataset) -> dict[str, Groups]:
    """Those that can be grouped by, and those of one value that some users lack, by which a person may ask to group."""
    known = groupable(dataset)
    own = (a for a in dataset.schema.user_attributes if a in known or (a.n_values == 1 and a.n_missing > 0))
    return {a.name: groups_of(dataset, a.name) for a in own}


def _axes(groups: dict[str, Groups]) -> tuple[str, ...]:
    found: list[str] = []
    cells = 1
    for name, of in groups.items():
        n = len(of.labels)
        room = len(found) < len(MOST_CELLS) and cells * n <= MOST_CELLS[len(found)]
        several = n - (UNKNOWN in of.labels) > 1
        if several and room and n <= MOST_LABELS and not of.overlap:
            found.append(name)
            cells *= n
    return tuple(found)
