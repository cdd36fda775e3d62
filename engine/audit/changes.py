"""From estimates and their resamples to rows: values, gaps to the reference, and how both change between runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.audit.comparison import GroupRow, Number, OverallRow, Parameters
from engine.audit.groups import LEAST_USERS, Groups
from engine.audit.rows import FEW_USERS
from engine.contracts import Estimand
from engine.statistics.blocks import Block
from engine.statistics.bootstrap import percentile_interval
from engine.statistics.estimate import Estimate, Interval, ratio_interval, value_interval

Array = NDArray[np.float64]
NOTHING = Number()


@dataclass(frozen=True, slots=True)
class Ratio:
    """One group in one run: its estimate and its value in every resample, shape (resamples,)."""

    of: Estimate
    replicates: Array


Both = tuple[Ratio | None, Ratio | None]
"""A group and its reference in one run."""


@dataclass(frozen=True, slots=True)
class Question:
    """One metric between the groups of one attribute, in every run; a block is None where it is undefined."""

    metric: str
    parameters: Parameters
    estimand: Estimand
    reference: str
    groups: Groups
    blocks: tuple[Block | None, ...]
    undefined: str = "undefined"


def overall_row(metric: str, ratios: Sequence[Ratio | None], level: float) -> OverallRow:
    """A metric over the whole system in every run; nothing where fewer than 10 users stand behind a value."""
    shown = [ratio if ratio and ratio.of.n >= LEAST_USERS else None for ratio in ratios]
    counts = [ratio.of.n for ratio in shown if ratio]
    values = tuple(value(ratio, level) for ratio in shown)
    changes = tuple(difference(ratio, shown[0], level) for ratio in shown[1:])
    return OverallRow(metric, min(counts, default=None), values, changes)


def group_row(question: Question, label: str, ratios: Sequence[Sequence[Ratio | None]], level: float) -> GroupRow:
    """One group in every run. `ratios`: for each run one a group, in the order of the labels."""
    groups, place = question.groups, question.groups.labels.index(label)
    own = [of[place] for of in ratios]
    reference = groups.labels.index(question.reference) if question.reference else None
    against = [of[reference] if reference is not None else None for of in ratios]
    counts = [ratio.of.n for ratio in own if ratio]
    if label in groups.hidden or min(counts, default=LEAST_USERS) < LEAST_USERS:
        reason = "few_providers" if groups.side == "item" and label in groups.hidden else "few_users"
        return _row(question, label, None, [NOTHING] * len(own), reason)
    n = min(counts, default=None) if groups.side == "user" else groups.sizes[place]
    row = _row(question, label, n, [value(ratio, level) for ratio in own], "" if counts else question.undefined)
    changes = tuple(difference(ratio, own[0], level) for ratio in own[1:])
    row = replace(row, changes=changes)
    if not row.is_reference and reference is not None:
        row = _with_gaps(row, list(zip(own, against, strict=True)), level)
    return replace(
        row, reason=row.reason or _reason(counts, [r.of.n for r in against if r], row.gaps, row.is_reference)
    )


def _with_gaps(row: GroupRow, runs: Sequence[Both], level: float) -> GroupRow:
    """Add the gaps to the reference and how they change. `runs`: the group and its reference, the baseline first."""
    old, *others = runs
    return replace(
        row,
        gaps=tuple(gap(*both, level) for both in runs),
        gap_changes=tuple(gap_change(new, old, level) for new in others),
        distance_changes=tuple(distance_change(new, old, level) for new in others),
    )


def value(of: Ratio | None, level: float) -> Number:
    """A value with its linearised interval; without one below 30 users."""
    if of is None:
        return NOTHING
    return _number(of.of.value, value_interval(of.of, level) if of.of.n >= FEW_USERS else None)


def difference(new: Ratio | None, old: Ratio | None, level: float) -> Number:
    """theta_new - theta_old; the interval from the same users drawn for both."""
    if new is None or old is None:
        return NOTHING
    ends = _ends(new.replicates - old.replicates, min(new.of.n, old.of.n), level)
    return Number(new.of.value - old.of.value, *ends)


def gap(group: Ratio | None, reference: Ratio | None, level: float) -> Number:
    """theta_g / theta_r with its linearised interval on the log scale; a gap of 0 has no interval."""
    if group is None or reference is None or reference.of.value <= 0:
        return NOTHING
    enough = min(group.of.n, reference.of.n) >= FEW_USERS
    inner = ratio_interval(group.of, reference.of, level) if enough else None
    return _number(group.of.value / reference.of.value, inner)


def gap_change(new: Both, old: Both, level: float) -> Number:
    """(theta_g / theta_r in the new run) / (the same in the old one): 1 where the gap is as it was.

    The interval is that of the log ratio of ratios, each pair (group, reference). None where a value
    is not positive.
    """
    parts = _positive(new, old)
    if not parts:
        return NOTHING
    later, earlier = _log_gaps(parts)
    low, high = _ends(later - earlier, min(part.of.n for part in parts), level)
    ratio = (parts[0].of.value / parts[1].of.value) / (parts[2].of.value / parts[3].of.value)
    return Number(ratio, *(None if end is None else float(np.exp(end)) for end in (low, high)))


def distance_change(new: Both, old: Both, level: float) -> Number:
    """|log gap| in the new run - |log gap| in the old one: below 0 where the two groups came closer.

    Each gap is theta_g / theta_r of a pair (group, reference). Unlike the change of the gap itself it has a
    direction, whichever of the two is ahead. The interval is that of the bootstrap over shared users. None where
    a value is not positive.
    """
    parts = _positive(new, old)
    if not parts:
        return NOTHING
    later, earlier = _log_gaps(parts)
    low, high = _ends(np.abs(later) - np.abs(earlier), min(part.of.n for part in parts), level)
    w, x, y, z = (math.log(part.of.value) for part in parts)
    return Number(abs(w - x) - abs(y - z), low, high)


def _positive(new: Both, old: Both) -> list[Ratio]:
    """The four values that a change of a gap is made of; empty where one is not positive."""
    parts = [part for part in (*new, *old) if part is not None and part.of.value > 0]
    return parts if len(parts) == 4 else []


def _log_gaps(parts: Sequence[Ratio]) -> tuple[Array, Array]:
    """The log gap of both runs in every resample; not a number where a value is 0 in one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b, c, d = (np.log(part.replicates) for part in parts)
        found = [np.where(np.isfinite(one), one, np.nan) for one in (a - b, c - d)]
    return found[0], found[1]


def _ends(replicates: Array, n: int, level: float) -> tuple[float | None, float | None]:
    """The ends of the percentile interval; None below 30 users and where a replicate has no value."""
    found = percentile_interval(replicates, n, level) if n >= FEW_USERS else None
    return found or (None, None)


def _number(middle: float, inner: Interval | None) -> Number:
    return Number(middle, inner.low, inner.high) if inner else Number(middle)


def _row(question: Question, label: str, n: int | None, values: list[Number], reason: str) -> GroupRow:
    """A row with values alone."""
    nothing = (NOTHING,) * len(values)
    return GroupRow(
        metric=question.metric,
        parameters=question.parameters,
        estimand=question.estimand,
        side=question.groups.side,
        attribute=question.groups.attribute,
        group=label,
        reference=question.reference,
        n=n,
        values=tuple(values),
        gaps=nothing,
        changes=nothing[1:],
        gap_changes=nothing[1:],
        distance_changes=nothing[1:],
        reason=reason,
    )


def _reason(counts: list[int], against: list[int], gaps: Sequence[Number], is_reference: bool) -> str:
    """Why a gap or an interval is missing; empty where none is."""
    if min(counts + ([] if is_reference else against)) < FEW_USERS:
        return "few_users_for_interval"
    if any(one.value == 0 for one in gaps):
        return "zero_value"
    return ""
