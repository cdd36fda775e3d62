"""From estimates and their resamples to rows: values, gaps to the reference, and how both change between runs."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.audit.comparison import GroupRow, Number, OverallRow, Parameters
from engine.audit.groups import LEAST_USERS, Groups
from engine.audit.rows import FEW_USERS
from engine.audit.told import Told
from engine.contracts import Estimand
from engine.metrics.base import Metric
from engine.statistics.blocks import Block
from engine.statistics.bootstrap import percentile_interval

Array = NDArray[np.float64]
NOTHING = Number()


@dataclass(frozen=True, slots=True)
class Ratio:
    """One group in one run: its value, the users behind it, and its value in every resample, shape (resamples,)."""

    value: float
    n: int
    replicates: Array


Both = tuple[Ratio | None, Ratio | None]
"""A group and its reference in one run."""


@dataclass(frozen=True, slots=True)
class InRun:
    """All groups of one attribute in one run: how they are told, and in every resample, shape (resamples, groups)."""

    told: Told
    replicates: Array

    def ratio(self, g: int) -> Ratio | None:
        """One group; None where it has no value."""
        value, n = float(self.told.ratios.value[g]), int(self.told.ratios.n[g])
        return Ratio(value, n, self.replicates[:, g]) if n and value == value else None


@dataclass(frozen=True, slots=True)
class Question:
    """One metric between the groups of one attribute, in every run; a block is None where it is undefined."""

    metric: str
    of: Metric
    estimand: Estimand
    reference: str
    groups: Groups
    blocks: tuple[Block | None, ...]
    undefined: str = "undefined"

    @property
    def parameters(self) -> Parameters:
        """The metric's parameters, by name."""
        return tuple(sorted(asdict(self.of).items()))  # type: ignore[call-overload]


def overall_row(metric: str, runs: Sequence[InRun | None], level: float) -> OverallRow:
    """A metric over the whole system in every run; nothing where fewer than 10 users stand behind a value."""
    found = [run.ratio(0) if run else None for run in runs]
    shown = [ratio if ratio and ratio.n >= LEAST_USERS else None for ratio in found]
    counts = [ratio.n for ratio in shown if ratio]
    values = tuple(value(run, 0, level) if ratio else NOTHING for run, ratio in zip(runs, shown, strict=True))
    changes = tuple(difference(ratio, shown[0], level) for ratio in shown[1:])
    return OverallRow(metric, min(counts, default=None), values, changes)


def group_row(question: Question, label: str, runs: Sequence[InRun | None], level: float) -> GroupRow:
    """One group in every run, the baseline first; a run is None where the metric is undefined for it."""
    groups, place = question.groups, question.groups.labels.index(label)
    own = [run.ratio(place) if run else None for run in runs]
    counts = [ratio.n for ratio in own if ratio]
    if label in groups.hidden or min(counts, default=LEAST_USERS) < LEAST_USERS:
        reason = "few_providers" if groups.side == "item" and label in groups.hidden else "few_users"
        return _row(question, label, None, [NOTHING] * len(own), reason)
    n = min(counts, default=None) if groups.side == "user" else groups.sizes[place]
    row = _row(question, label, n, [value(run, place, level) for run in runs], "" if counts else question.undefined)
    row = replace(row, changes=tuple(difference(ratio, own[0], level) for ratio in own[1:]))
    if question.reference and not row.is_reference:
        row = _with_gaps(row, runs, place, groups.labels.index(question.reference), level)
    few = min(counts, default=FEW_USERS) < FEW_USERS
    return replace(row, reason="few_users_for_change") if few and not row.reason else row


def _with_gaps(row: GroupRow, runs: Sequence[InRun | None], g: int, r: int, level: float) -> GroupRow:
    """Add the gaps to the reference in every run, how they change, and why one is missing."""
    old, *others = [(run.ratio(g), run.ratio(r)) if run else (None, None) for run in runs]
    against = [reference.n for _group, reference in (old, *others) if reference]
    if min(against, default=LEAST_USERS) < LEAST_USERS:
        return replace(row, reason=row.reason or "reference_withheld")
    found = [gap(run, g, r, level) for run in runs]
    why = next((reason for _number, reason in found if reason), "")
    few = "few_users_for_change" if min(against, default=FEW_USERS) < FEW_USERS else ""
    return replace(
        row,
        gaps=tuple(number for number, _why in found),
        gap_changes=tuple(gap_change(new, old, level) for new in others),
        distance_changes=tuple(distance_change(new, old, level) for new in others),
        reason=row.reason or why or few,
    )


def value(run: InRun | None, g: int, level: float) -> Number:
    """A group's value with the interval that an audit tells."""
    if run is None or run.ratio(g) is None:
        return NOTHING
    inner = run.told.value(g, level)
    return Number(float(run.told.ratios.value[g]), *((inner.low, inner.high) if inner else ()))


def gap(run: InRun | None, g: int, r: int, level: float) -> tuple[Number, str]:
    """theta_g / theta_r with the interval that an audit tells; else why there is none, empty without two values."""
    if run is None or run.ratio(g) is None or run.ratio(r) is None:
        return NOTHING, ""
    if run.told.nothing(g, r, "ratio"):
        return Number(0.0), "zero_value"
    found = run.told.gap(g, r, "ratio", level)
    if found is None:
        return NOTHING, run.told.why_none(g, r, "ratio")
    return Number(found.value, found.low, found.high), ""


def difference(new: Ratio | None, old: Ratio | None, level: float) -> Number:
    """theta_new - theta_old; the interval from the same users drawn for both."""
    if new is None or old is None:
        return NOTHING
    ends = _ends(new.replicates - old.replicates, min(new.n, old.n), level)
    return Number(new.value - old.value, *ends)


def gap_value(group: Ratio | None, reference: Ratio | None) -> float | None:
    """theta_g / theta_r alone; None where there is none."""
    return group.value / reference.value if group and reference and reference.value > 0 else None


def gap_change(new: Both, old: Both, level: float) -> Number:
    """(theta_g / theta_r in the new run) / (the same in the old one): 1 where the gap is as it was.

    The interval is that of the log ratio of ratios, each pair (group, reference). None where a value
    is not positive.
    """
    parts = _positive(new, old)
    if not parts:
        return NOTHING
    later, earlier = _log_gaps(parts)
    low, high = _ends(later - earlier, min(part.n for part in parts), level)
    ratio = (parts[0].value / parts[1].value) / (parts[2].value / parts[3].value)
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
    low, high = _ends(np.abs(later) - np.abs(earlier), min(part.n for part in parts), level)
    w, x, y, z = (math.log(part.value) for part in parts)
    return Number(abs(w - x) - abs(y - z), low, high)


def _positive(new: Both, old: Both) -> list[Ratio]:
    """The four values that a change of a gap is made of; empty where one is not positive."""
    parts = [part for part in (*new, *old) if part is not None and part.value > 0]
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
