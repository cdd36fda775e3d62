"""Numbers by user from the tables of the metrics: collected in the order of the codes, summed in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.audit.groups import UNKNOWN, Groups
from engine.audit.material import membership
from engine.contracts import Dataset, Table
from engine.metrics import ItemGroups, Material, OfUsers, missing
from engine.metrics.material import DENOMINATOR, NUMERATOR
from engine.statistics.ratios import Ratios, by_code, by_member

Array = NDArray[np.float64]
Units = tuple[Array, Array]
"""Numerators and denominators of all users, each of shape (n_users,); 0 and 0 where undefined."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups with what every metric needs of them, found once: the codes where no user is in two groups."""

    groups: Groups
    codes: NDArray[np.int64] | None

    @classmethod
    def of(cls, groups: Groups) -> "Grouped":
        """Find out whether the groups overlap."""
        return cls(groups, None if groups.overlap else groups.codes)

    def ratios(self, units: Units) -> Ratios:
        """A user metric's values by group."""
        if self.codes is None:
            return by_member(*units, self.groups.member)
        return by_code(*units, self.codes, len(self.groups.labels))


def user_units(table: Table, n_users: int) -> Units:
    """A table of user_code, numerator, denominator as arrays."""
    frame = table.sort(c.USER_CODE).collect()
    codes = frame[c.USER_CODE].to_numpy()
    numerator, denominator = np.zeros(n_users), np.zeros(n_users)
    numerator[codes] = frame[NUMERATOR].to_numpy()
    denominator[codes] = frame[DENOMINATOR].to_numpy()
    return numerator, denominator


def units_of(metric: OfUsers, material: Material) -> Units | None:
    """A user metric's units; None where the system lacks what the metric needs."""
    return None if missing(metric.needs, material) else user_units(metric.units(material), material.n_users)


def item_groups(dataset: Dataset, groups: Groups) -> ItemGroups:
    """Groups of items as item metrics take them, those without a value too."""
    return ItemGroups(groups.member, membership(dataset, groups.member), groups.member.sum(axis=0).astype(np.float64))


def known_groups(dataset: Dataset, groups: Groups) -> ItemGroups:
    """The groups with a value that are shown, for indices over all of them: hidden ones would follow from those."""
    member = groups.member[:, [g for g, s in enumerate(groups.labels) if s != UNKNOWN and s not in groups.hidden]]
    return ItemGroups(member, membership(dataset, member), member.sum(axis=0).astype(np.float64))
