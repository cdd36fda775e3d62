"""Sensitivity: how strong hidden causes of observation would have to be for a conclusion to flip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups, hide
from engine.diagnostics.hidden import GRID, Pool, error, influence
from engine.diagnostics.levels import Level, level
from engine.diagnostics.outcome import Array, Outcome
from engine.statistics.bounded_odds import Range, flip, weighted_mean
from engine.statistics.e_value import e_value, e_value_of_limit

WEAK_ODDS, POOR_ODDS = 2.0, 1.25
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Reach:
    """Under the bound `odds`: `least` to `most`, all differences that hidden causes allow; `low` to `high`, that range
    with the 95% sampling error of its ends.
    """

    odds: float
    least: float
    most: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A difference of weighted means, one `Reach` for each bound (the first, odds 1: no hidden cause at all).

    `flips`: the smallest bound at which `low` to `high` holds 0: 1.0 where sampling error alone does that, None where
    none up to 10 does. `e_value`, `e_limit`: of the ratio of the shares of positives and of the limit of its interval;
    None where there are no shares. Of a group, the difference to `reference`; `reaches` is empty where either is
    suppressed (`hidden`) or has no rows.
    """

    attribute: str
    group: str
    reference: str
    hidden: bool
    reaches: tuple[Reach, ...]
    flips: float | None
    e_value: float | None
    e_limit: float | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """`overall`: the weighted mean less the observed one: whether people think less of what was not observed.
    `groups`: of each attribute, each group's weighted mean less that of the largest.

    The verdict is about `overall`. `good`: it flips at 2 or never; `weak`: below 2; `poor`: below 1.25; `unknown`:
    sampling error alone hides its sign.
    """

    verdict: Level
    kind: Literal["feedback", "positives"]
    overall: Conclusion
    groups: tuple[Conclusion, ...]


def sensitivity(of: Outcome, propensities: Array, groups: Sequence[Groups] = ()) -> Sensitivity | None:
    """Judge the conclusions from n training pairs with propensities that are probabilities, shape (n,).

    Returns:
        None where fewer than 10 users have a pair: no error over users could be told.
    """
    if len(np.unique(of.users)) < LEAST_USERS:
        return None
    overall = _overall(of, propensities)
    by_group = [conclusion for one in groups for conclusion in _by_group(of, propensities, one)]
    flips = overall.flips
    verdict: Level = "unknown"
    if flips != 1.0:
        verdict = level(flips is not None and flips < POOR_ODDS, flips is not None and flips < WEAK_ODDS)
    return Sensitivity(verdict, of.kind, overall, tuple(by_group))


def _overall(of: Outcome, propensities: Array) -> Conclusion:
    pool = Pool.less_the_plain(of.values, propensities, of.users)
    found = _told(pool.range, pool.ends, pool.n_users)
    return Conclusion("", "", "", False, *found, *_values_overall(of, 1 / propensities))


def _by_group(of: Outcome, propensities: Array, groups: Groups) -> list[Conclusion]:
    """Each group against the largest known one; those without rows or too small to show have no numbers."""
    rows = np.bincount(of.users, minlength=of.n_users)
    shown = hide(groups, [np.ones(of.n_users, dtype=bool), rows > 0])
    inside = {
        label: member[of.users]
        for label, member in zip(shown.labels, shown.member.T, strict=True)
        if label not in shown.hidden and rows[member].any()
    }
    reference = max((g for g in inside if g != UNKNOWN), key=lambda g: int(inside[g].sum()), default="")
    if not reference:
        return []
    pools = {label: _pool(of, propensities, mask) for label, mask in inside.items()}
    return [
        _against(of, propensities, (shown.attribute, label, reference), pools, inside, groups.overlap)
        if label in pools
        else Conclusion(shown.attribute, label, reference, label in shown.hidden, (), None, None, None)
        for label in shown.labels
        if label != reference
    ]


def _pool(of: Outcome, propensities: Array, mask: NDArray[np.bool_]) -> Pool:
    return Pool.of(of.values[mask], propensities[mask], of.users[mask])


def _against(
    of: Outcome,
    propensities: Array,
    names: tuple[str, str, str],
    pools: dict[str, Pool],
    inside: dict[str, NDArray[np.bool_]],
    overlap: bool,
) -> Conclusion:
    """One group less its reference. Groups that share users: errors are added up, the most that they can come to."""
    one, other = pools[names[1]], pools[names[2]]

    def span(odds: float) -> Range:
        (least, most), (other_least, other_most) = one.range(odds), other.range(odds)
        return least - other_most, most - other_least

    def ends(odds: float) -> Range:
        (least, most), (other_least, other_most) = one.ends(odds), other.ends(odds)
        return _joined(least, other_most, overlap), _joined(most, other_least, overlap)

    found = _told(span, ends, min(one.n_users, other.n_users))
    masks = inside[names[1]], inside[names[2]]
    return Conclusion(*names, False, *found, *_values_of_gap(of, 1 / propensities, *masks, overlap))


def _joined(one: float, other: float, overlap: bool) -> float:
    return one + other if overlap else float(np.hypot(one, other))


def _told(
    span: Callable[[float], Range], ends: Callable[[float], Range], n_users: int
) -> tuple[tuple[Reach, ...], float | None]:
    """The reach of each bound, and the bound at which the sign is lost."""
    quantile = float(special.stdtrit(max(1, n_users - 1), 1 - LEVEL / 2))

    def reach(odds: float) -> Reach:
        (least, most), (below, above) = span(odds), ends(odds)
        return Reach(odds, least, most, least - quantile * below, most + quantile * above)

    def held(odds: float) -> Range:
        found = reach(odds)
        return found.low, found.high

    return tuple(reach(odds) for odds in GRID), flip(held, most=GRID[-1])


def _values_overall(of: Outcome, weights: Array) -> tuple[float | None, float | None]:
    """E-values of the weighted share of positives over the plain one."""
    if of.positives is None:
        return None, None
    plain, even = float(of.positives.mean()), np.ones(len(weights))
    weighted = weighted_mean(of.positives, weights)
    apart = influence(of.positives, weights, of.users) / weighted - influence(of.positives, even, of.users) / plain
    return _e_values(weighted / plain, error(apart))


def _values_of_gap(
    of: Outcome, weights: Array, mask: NDArray[np.bool_], other: NDArray[np.bool_], overlap: bool
) -> tuple[float | None, float | None]:
    """E-values of one group's weighted share of positives over the reference's."""
    if of.positives is None:
        return None, None
    shares, errors = [], []
    for inside in (mask, other):
        values, w = of.positives[inside], weights[inside]
        share = weighted_mean(values, w)
        if share == 0:
            return None, None
        shares.append(share)
        errors.append(error(influence(values, w, of.users[inside])) / share)
    return _e_values(shares[0] / shares[1], _joined(errors[0], errors[1], overlap))


def _e_values(ratio: float, log_error: float) -> tuple[float | None, float | None]:
    """Of a ratio and of the limit of its 95% interval, the error being that of its logarithm."""
    if not np.isfinite(log_error):
        return e_value(ratio), None
    reach = float(np.exp(special.ndtri(1 - LEVEL / 2) * log_error))
    return e_value(ratio), e_value_of_limit(ratio / reach, ratio * reach)
