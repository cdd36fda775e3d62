"""One row a group: value, gap, interval, verdict, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups
from engine.config import AuditConfig
from engine.contracts import AuditRow, Estimand, Verdict
from engine.statistics.estimate import Estimate, detectable_ratio, ratio_interval, value_interval
from engine.statistics.verdicts import verdict

FEW_USERS = 30
MOST_UNKNOWN = 0.2
VALUE_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Question:
    """One metric between the groups of one attribute. `comparisons`: the size of the declared
    family where this question is in it, else None; then intervals are pointwise and without verdict.
    """

    metric: str
    parameters: tuple[tuple[str, str | int | float | None], ...]
    estimand: Estimand
    reference: str
    comparisons: int | None
    undefined: str = "undefined"
    """The reason given where the metric has no value."""


def rows(question: Question, groups: Groups, estimates: list[Estimate | None], config: AuditConfig) -> list[AuditRow]:
    """The rows of one question, in the order of the groups, the reference first."""
    by_label = dict(zip(groups.labels, estimates, strict=True))
    sizes = dict(zip(groups.labels, groups.sizes, strict=True))
    made = [_row(question, groups, label, by_label, sizes, config) for label in groups.labels]
    return sorted(made, key=lambda row: not row.is_reference)


def _row(
    question: Question,
    groups: Groups,
    label: str,
    estimates: Mapping[str, Estimate | None],
    sizes: Mapping[str, int | None],
    config: AuditConfig,
) -> AuditRow:
    level = config.level / question.comparisons if question.comparisons else config.level
    row = AuditRow(
        metric=question.metric,
        parameters=question.parameters,
        estimand=question.estimand,
        side=groups.side,
        attribute=groups.attribute,
        group=label,
        reference=question.reference,
        n=None,
        value=None,
        level=level,
        tolerance=config.tolerance,
    )
    asked = question.comparisons is not None and not row.is_reference
    of = estimates[label]
    few = of is not None and of.n < LEAST_USERS
    if label in groups.hidden or few:
        reason = "few_providers" if groups.side == "item" and not few else "few_users"
        return replace(row, verdict="suppressed" if asked else None, reason=reason)
    if of is None:
        return replace(row, n=sizes[label], verdict="refused" if asked else None, reason=question.undefined)
    n = of.n if groups.side == "user" else sizes[label]
    inner = value_interval(of, VALUE_LEVEL)
    row = replace(row, n=n, value=of.value, low=inner.low if inner else None, high=inner.high if inner else None)
    return row if row.is_reference else _with_gap(row, of, estimates.get(question.reference), groups, asked)


def _with_gap(row: AuditRow, of: Estimate, reference: Estimate | None, groups: Groups, asked: bool) -> AuditRow:
    """Add the gap to the reference and, where it was asked for, the verdict."""
    if of.value == 0 and reference is not None and reference.value > 0:
        # The worst case has no interval on the log scale; it must not look milder than a small gap.
        return replace(row, gap=0.0, verdict="refused" if asked else None, reason="zero_value")
    gap = ratio_interval(of, reference, row.level) if reference is not None else None
    if gap is None or reference is None:
        return replace(row, verdict="refused" if asked else None, reason="undefined")
    row = replace(
        row,
        gap=of.value / reference.value,
        gap_low=gap.low,
        gap_high=gap.high,
        detectable=detectable_ratio(gap, row.tolerance[0]),
    )
    reason = _condition(row, of, reference, groups)
    decided: Verdict = "refused" if reason else verdict(gap, row.tolerance)
    return replace(row, verdict=decided if asked else None, reason=reason)


def _condition(row: AuditRow, of: Estimate, reference: Estimate, groups: Groups) -> str:
    """Why a gap may not be judged although it can be computed; empty where it may."""
    if row.group == UNKNOWN:
        return "unknown_group"
    if groups.labels[-1] == UNKNOWN and groups.member[:, -1].mean() > MOST_UNKNOWN:
        return "unknown_share"
    return "few_users_for_verdict" if min(of.n, reference.n) < FEW_USERS else ""
