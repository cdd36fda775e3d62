"""One estimate a group, from the per-unit tables: collected in the order of the codes, summed in it."""

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.audit.groups import Groups
from engine.audit.material import membership
from engine.contracts import Dataset, Table
from engine.metrics import ItemMetric, Material, UserMetric
from engine.metrics.material import DENOMINATOR, GROUP, NUMERATOR
from engine.statistics.estimate import Estimate, estimate

Array = NDArray[np.float64]


def user_units(table: Table, n_users: int) -> tuple[Array, Array]:
    """Numerators and denominators of all users, shape (n_users,); 0 and 0 where undefined."""
    frame = table.sort(c.USER_CODE).collect()
    codes = frame[c.USER_CODE].to_numpy()
    numerator, denominator = np.zeros(n_users), np.zeros(n_users)
    numerator[codes] = frame[NUMERATOR].to_numpy()
    denominator[codes] = frame[DENOMINATOR].to_numpy()
    return numerator, denominator


def by_user_group(units: tuple[Array, Array], groups: Groups) -> list[Estimate | None]:
    """An estimate for each group of users."""
    numerator, denominator = units
    return [estimate(numerator * inside, denominator * inside) for inside in groups.member.T]


def overall(metric: UserMetric, material: Material, n_users: int) -> Estimate | None:
    """The metric over all users; None where it is undefined."""
    table = metric.units(material)
    return None if table is None else estimate(*user_units(table, n_users))


def item_units(metric: ItemMetric, material: Material, groups: Groups, dataset: Dataset) -> tuple[Array, Array]:
    """Exposure an item that each user's list gives to each group of items, and to any item.

    Shapes (n_users, groups) and (n_users,). Every user with a list contributes, with 0 where the list has
    none of the group's items.
    """
    n_users, n_items = dataset.schema.n_users, dataset.schema.n_items
    everything = np.ones((n_items, 1), dtype=bool)
    exposure = np.zeros((n_users, groups.member.shape[1]))
    _fill(exposure, metric.units(material, membership(dataset, groups.member)))
    total = np.zeros((n_users, 1))
    _fill(total, metric.units(material, membership(dataset, everything)))
    return exposure / groups.member.sum(axis=0), total[:, 0] / n_items


def by_item_group(metric: ItemMetric, material: Material, groups: Groups, dataset: Dataset) -> list[Estimate | None]:
    """An estimate for each group of items: exposure an item of the group against any item."""
    exposure, total = item_units(metric, material, groups, dataset)
    return [estimate(column, total) for column in exposure.T]


def _fill(target: Array, table: Table) -> None:
    frame = table.sort(c.USER_CODE, GROUP).collect()
    target[frame[c.USER_CODE].to_numpy(), frame[GROUP].to_numpy()] = frame[NUMERATOR].to_numpy()
