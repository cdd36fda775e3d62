"""Groups of items, and the values of metrics over them, for tests."""

from typing import Any

import numpy as np

from engine.audit.material import membership
from engine.contracts import Dataset
from engine.metrics import ItemGroups, Material


def item_groups(dataset: Dataset, of: list[set[int]], n_groups: int) -> ItemGroups:
    """From the groups of each item, for all items of the dataset."""
    member = np.array([[g in groups for g in range(n_groups)] for groups in of], dtype=bool).reshape(-1, n_groups)
    return ItemGroups(member, membership(dataset, member), member.sum(axis=0).astype(np.float64))


def values(metric: Any, material: Material, groups: ItemGroups) -> list[float | None]:
    """Of an item metric: sum of numerators / sum of denominators by group, None where undefined."""
    columns = metric.units(material, groups)
    above, below = columns.numerator.sum(axis=0), columns.denominator.sum(axis=0)
    return plain(np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0))


def plain(array: Any) -> list[float | None]:
    """NaN as None; an infinite value would be a denominator that was missed."""
    assert not np.isinf(array).any()
    return [None if np.isnan(v) else float(v) for v in array]


def by_user(metric: Any, material: Material, groups: ItemGroups) -> dict[int, float]:
    """Of a list metric: {user: numerator / denominator}."""
    frame = metric.units(material, groups).collect().to_pandas()
    return dict(zip(frame["user_code"].tolist(), frame["numerator"] / frame["denominator"], strict=True))
