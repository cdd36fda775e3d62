"""What every metric of a kind has in common: the constants that say what it needs and how it is read.

A metric is a frozen dataclass whose fields are its parameters, derived from one of these classes. It says nothing of
groups of users: `engine.audit` adds its numbers up by group.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import GROUP, Material, Need

Array = NDArray[np.float64]
Counted: TypeAlias = Literal["everyone", "pair", "positive"]
"""All users, or those with a test pair, or with a relevant one. No finer counts are published: from the numbers of
users with a relevant pair, with another one, and with any, that of those with both would follow."""


class Metric:
    """Constants of every metric."""

    NEEDS: ClassVar[frozenset[Need]] = frozenset()
    """What it can't do without; the audit refuses it with the code of `material.MISSING` otherwise."""
    USES_FEEDBACK: ClassVar[bool] = True
    """Whether held-out feedback judges it; else it is a property of the lists alone."""
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "more"
    """Which direction serves a group better."""

    SCALE: ClassVar[Literal["ratio", "difference"]] = "ratio"
    """How its gaps are told: a signed number has no ratio."""

    @property
    def needs(self) -> frozenset[Need]:
        """What it can't do without as its parameters are: `NEEDS`, and what some of their values need besides."""
        return self.NEEDS


class OfUsers(Metric):
    """One numerator and denominator a user: `units(material)` gives user_code, numerator, denominator.

    A group's value is the ratio of its sums; `denominator` 1 makes it the mean over users.
    """

    SIDE: ClassVar[Literal["user"]] = "user"
    COUNTS: ClassVar[Counted] = "positive"
    """The users whom it can count once they are served: their number is published as a group's n."""
    BERNOULLI: ClassVar[bool] = False
    """Whether every user has one 0 or 1, so that the intervals for proportions hold."""
    TRANSFORM: ClassVar[Literal["identity", "sqrt"]] = "identity"
    """Of the ratio, as the root of a mean square."""
    WEIGHTED: ClassVar[bool] = False
    """Whether it weights by propensities: then its estimand is `weighted`."""

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator; only users for whom it is defined."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ItemGroups:
    """Groups of items: `member` of shape (n_items, G), the same as a table (item_code, group_code), `sizes` (G,)."""

    member: NDArray[np.bool_]
    table: Table
    sizes: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """Sums by user and group of items, shapes (n_users, G) and (n_users, G) or (n_users, 1).

    A group's value is sum_u numerator_ug / sum_u denominator_ug: users are resampled, items stay fixed.
    """

    numerator: Array
    denominator: Array


class OfItems(Metric):
    """Sums by user and group of items: `units(material, groups)` gives `Columns`."""

    SIDE: ClassVar[Literal["item"]] = "item"

    def units(self, material: Material, groups: ItemGroups) -> Columns:
        """The sums of every user, 0 where the user has nothing of a group."""
        raise NotImplementedError


class OfLists(Metric):
    """How each user's list mixes the groups of items: one number a user, for all groups of an attribute together.

    `units(material, groups)` gives user_code, numerator, denominator as a metric of users does. The value is an
    index: 0 where the mixture is as it should be.
    """

    SIDE: ClassVar[Literal["item"]] = "item"
    USES_FEEDBACK: ClassVar[bool] = False
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "less"

    def units(self, material: Material, groups: ItemGroups) -> Table:
        """user_code, numerator, denominator; only users with a list."""
        raise NotImplementedError


class OfSpread(Metric):
    """How unequal the values of an item metric are over all groups of an attribute: `value(values)`, 0 where equal.

    `BASE` is the key of that item metric, which has the parameters.
    """

    SIDE: ClassVar[Literal["item"]] = "item"
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "less"
    BASE: ClassVar[str]

    def value(self, values: Array) -> float | None:
        """The index of the groups' values, shape (G,); None where it is undefined."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Between:
    """An index between two groups of users: its value, the items or pairs that it is made of, and what chance gives.

    `chance`: its 95th percentile when the users' labels are shuffled; the index of equal groups is not 0.
    """

    value: float | None
    n: int
    chance: float | None = None
    users: int = 0
    """Of the group with fewer of them: the users whose pairs it is made of."""


class OfSystem(Metric):
    """A number of the whole system: `value(material)`, None where it is undefined; descriptive."""

    SIDE: ClassVar[Literal["system"]] = "system"
    USES_FEEDBACK: ClassVar[bool] = False
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "neither"

    def value(self, material: Material) -> float | None:
        """The number; None where it is undefined."""
        raise NotImplementedError


def dense(table: Table, n_users: int, n_groups: int, column: str) -> Array:
    """A column of a table of user_code, group_code as an array of shape (n_users, n_groups); 0 where absent."""
    filled = np.zeros((n_users, n_groups))
    frame = table.sort(c.USER_CODE, GROUP).collect()
    filled[frame[c.USER_CODE].to_numpy(), frame[GROUP].to_numpy()] = frame[column].to_numpy()
    return filled
