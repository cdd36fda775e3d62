"""Adjusted views: mean feedback by group, with the popularity of items or the activity of users held equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.audit.groupings import activity_levels
from engine.audit.groups import Groups, hide
from engine.diagnostics.outcome import Array, Outcome, summed
from engine.metrics.levels import popularity_levels
from engine.statistics.ratios import Ratios, by_code, by_columns
from engine.statistics.standardised import standardised, standardised_columns

STRATA = 3
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over rows with its 95% interval over users; no interval where fewer than two users count."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A group's mean outcome: `plain`; `popularity`: if its rows were spread over head, middle and tail items as all
    rows are; `activity`: if its rows came from users of low, middle and high activity as all rows do.

    None where the group is suppressed (`hidden`), has no rows, or lacks one of the levels that others have.
    """

    attribute: str
    group: str
    hidden: bool
    plain: Mean | None
    popularity: Mean | None
    activity: Mean | None


@dataclass(frozen=True, slots=True)
class AdjustedViews:
    """`kind`: what the means are of; `groups`: those of each attribute of users, in the order of their labels."""

    kind: Literal["feedback", "positives"]
    groups: tuple[Adjusted, ...]


def adjusted(of: Outcome, items: NDArray[np.int32], n_items: int, groups: Sequence[Groups]) -> AdjustedViews:
    """Standardise directly over three levels of popularity, and of activity.

    theta_g = sum_s (share of all rows in level s) (mean of the group's rows in level s).

    Args:
        of: The outcome of n rows.
        items: Their items, shape (n,).
        n_items: The items of the catalogue.
        groups: Of each attribute of users.
    """
    levels = popularity_levels(np.bincount(items, minlength=n_items))[items]
    activity = activity_levels(np.bincount(of.users, minlength=of.n_users))
    views = [view for one in groups for view in _of_attribute(of, one, levels, activity)]
    return AdjustedViews(of.kind, tuple(views))


def _of_attribute(
    of: Outcome, groups: Groups, levels: NDArray[np.int64], activity: NDArray[np.int64]
) -> list[Adjusted]:
    rows = summed(of.users, np.ones(len(of.users)), of.n_users)
    totals = summed(of.users, of.values, of.n_users)
    shown = hide(groups, [np.ones(of.n_users, dtype=bool), rows > 0])
    parts = [_stratum(of, levels == s) for s in np.unique(levels)]
    found = []
    for label, member in zip(shown.labels, shown.member.T, strict=True):
        if label in shown.hidden or not rows[member].any():
            found.append(Adjusted(shown.attribute, label, label in shown.hidden, None, None, None))
            continue
        codes = np.where(member, 0, 1)
        by_items = standardised_columns(
            [(above * member)[:, None] for above, _below, _share in parts],
            [(below * member)[:, None] for _above, below, _share in parts],
            [share for _above, _below, share in parts],
        )
        found.append(
            Adjusted(
                attribute=shown.attribute,
                group=label,
                hidden=False,
                plain=_mean(by_code(totals, rows, codes, 2)),
                popularity=_mean(by_columns(*by_items)),
                activity=_mean(standardised(totals, rows, codes, 2, activity, STRATA)),
            )
        )
    return found


def _stratum(of: Outcome, inside: NDArray[np.bool_]) -> tuple[Array, Array, float]:
    """Each user's total and rows among the rows of a level, and the level's share of all rows."""
    users = of.users[inside]
    return (
        summed(users, of.values[inside], of.n_users),
        summed(users, np.ones(len(users)), of.n_users),
        float(inside.mean()),
    )


def _mean(ratios: Ratios) -> Mean | None:
    """The first group's value; None where it has none."""
    value, error, behind = float(ratios.value[0]), float(ratios.error[0]), float(ratios.effective[0])
    if not np.isfinite(value):
        return None
    if not np.isfinite(error) or not behind > 1:
        return Mean(value, None, None)
    reach = float(special.stdtrit(behind - 1, 1 - LEVEL / 2)) * error
    return Mean(value, value - reach, value + reach)
