"""Who wrote the log: the share of rows by group of users, against the group's share of users."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import UNKNOWN, Groups, hide
from engine.diagnostics.levels import Level, level

EVEN = (0.8, 1.25)
HALF = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Share:
    """A group's share of all users and of all rows, in [0, 1]; None where the group is suppressed."""

    group: str
    users: float | None
    rows: float | None

    @property
    def ratio(self) -> float | None:
        """Rows share / users share: 1 where the group wrote as much as it counts; None where suppressed."""
        return self.rows / self.users if self.rows is not None and self.users else None


@dataclass(frozen=True, slots=True)
class Writers:
    """The groups of one attribute of users. Groups of a `multi` attribute overlap, so shares may add up to more.

    `farthest`: of the groups shown whose value is known, the one with the ratio farthest from 1, and `ratio`, that
    ratio. `good`: it lies within 0.8 to 1.25; `weak`: within 0.5 to 2; `poor`: beyond; `unknown`: no group shown.
    """

    verdict: Level
    attribute: str
    shares: tuple[Share, ...]
    farthest: str | None
    ratio: float | None


def writers(groups: Groups, by_user: NDArray[np.int64]) -> Writers:
    """Compare shares. `by_user`: the interactions of each user, shape (n_users,)."""
    shown = hide(groups, [np.ones(len(by_user), dtype=bool), by_user > 0])
    shares = tuple(_shares(shown, by_user))
    ratios = {s.group: s.ratio for s in shares if s.ratio is not None and s.group != UNKNOWN}
    if not ratios:
        return Writers("unknown", groups.attribute, shares, None, None)
    farthest = max(ratios, key=lambda name: abs(np.log(max(ratios[name], 1e-12))))
    ratio = ratios[farthest]
    verdict = level(not HALF[0] <= ratio <= HALF[1], not EVEN[0] <= ratio <= EVEN[1])
    return Writers(verdict, groups.attribute, shares, farthest, ratio)


def _shares(groups: Groups, by_user: NDArray[np.int64]) -> Iterator[Share]:
    for label, member in zip(groups.labels, groups.member.T, strict=True):
        if label in groups.hidden:
            yield Share(label, None, None)
        else:
            yield Share(label, float(member.mean()), float(by_user[member].sum() / by_user.sum()))
