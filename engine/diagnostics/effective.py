"""Effective sample size by group of users: whose rows the weights leave little of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import Groups, hide
from engine.contracts import Codes


@dataclass(frozen=True, slots=True)
class Effective:
    """A group's training rows and what they are worth, (sum w)^2 / sum w^2 with w = 1/p over its own rows.

    All three are None where the group is suppressed, the last two where it has no rows.
    """

    attribute: str
    group: str
    rows: int | None
    effective: float | None
    share: float | None


def effective_by_group(groups: Groups, users: Codes, propensities: NDArray[np.float64]) -> tuple[Effective, ...]:
    """For each group of one attribute. `users`, `propensities`: of the n training pairs, shape (n,)."""
    n_users = len(groups.member)
    weights = 1 / propensities
    rows = np.bincount(users, minlength=n_users)
    sums = np.bincount(users, weights, n_users)
    squares = np.bincount(users, np.square(weights), n_users)
    shown = hide(groups, [np.ones(n_users, dtype=bool), rows > 0])
    found = []
    for label, member in zip(shown.labels, shown.member.T, strict=True):
        if label in shown.hidden:
            found.append(Effective(groups.attribute, label, None, None, None))
            continue
        n = int(rows[member].sum())
        worth = float(sums[member].sum() ** 2 / squares[member].sum()) if n else None
        found.append(Effective(groups.attribute, label, n, worth, worth / n if worth is not None else None))
    return tuple(found)
