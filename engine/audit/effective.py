"""The effective sample size behind a weighted metric."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine import columns as c
from engine.audit.groups import Groups
from engine.audit.units import Units
from engine.contracts import AuditRow
from engine.metrics import Material, OfUsers
from engine.metrics.inverse_propensity import WEIGHT


def weights_of(metric: OfUsers, material: Material) -> Units:
    """Sums of the weights of each user's relevant pairs, and of their squares, each of shape (n_users,)."""
    weighted: Any = metric
    frame = weighted.weights(material).sort(c.USER_CODE, c.ITEM_CODE).collect()
    users, weights = frame[c.USER_CODE].to_numpy(), frame[WEIGHT].to_numpy().astype(np.float64)
    total = np.bincount(users, weights, minlength=material.n_users).astype(np.float64)
    return total, np.bincount(users, np.square(weights), minlength=material.n_users).astype(np.float64)


def with_effective(rows: Sequence[AuditRow], groups: Groups, weights: Units) -> list[AuditRow]:
    """The rows of a weighted metric with (sum w)^2 / sum w^2 of the weights of the group's relevant pairs.

    Source: Kish (1965), Survey sampling, section 11.2.
    """
    found: Mapping[str, float | None] = {
        label: _effective(*(of[inside] for of in weights))
        for label, inside in zip(groups.labels, groups.member.T, strict=True)
    }
    return [row if row.value is None else replace(row, n_effective=found[row.group]) for row in rows]


def _effective(total: np.ndarray, squares: np.ndarray) -> float | None:
    below = float(squares.sum())
    return float(total.sum()) ** 2 / below if below > 0 else None
