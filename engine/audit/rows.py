"""One row a group: value, gap, interval, verdict, or the reason why there is none."""

from dataclasses import replace

from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.audit.question import LEAST_FOR_VERDICT, Question
from engine.audit.told import Told, proportions
from engine.config import AuditConfig
from engine.contracts import AuditRow, Scale, Verdict
from engine.statistics.gaps import detectable
from engine.statistics.variety import LEAST_DIFFERENT
from engine.statistics.verdicts import verdict

FEW_USERS = LEAST_FOR_VERDICT
MOST_UNKNOWN = 0.2
VALUE_LEVEL = 0.05
NO_TOLERANCE = (0.0, 0.0)
"""Where nobody has said what would be acceptable."""


def rows(question: Question, config: AuditConfig, level: float) -> list[AuditRow]:
    """The rows of one question, in the order of the groups, the reference first.

    `level`: of each gap's interval; that of the declared family holds for all its comparisons together.
    """
    made = [_row(question, g, config, level) for g in range(len(question.groups.labels))]
    return sorted(made, key=lambda row: not row.is_reference)


def scale_of(question: Question) -> Scale:
    """The declared scale, else the metric's own."""
    return question.declared.scale if question.declared else question.of.SCALE


def tolerance_of(question: Question, config: AuditConfig) -> tuple[float, float]:
    """The comparison's tolerance, else the audit's, which is of ratios: of an undeclared difference nobody said one."""
    declared = question.declared
    if declared is None and question.of.SCALE != "ratio":
        return NO_TOLERANCE
    return declared.tolerance if declared and declared.tolerance else config.tolerance


def _row(question: Question, g: int, config: AuditConfig, level: float) -> AuditRow:
    groups, label, ratios = question.groups, question.groups.labels[g], question.ratios
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
        scale=scale_of(question),
        level=level,
        tolerance=tolerance_of(question, config),
    )
    asked = question.declared is not None and not row.is_reference
    if question.sizes[g] is None:
        reason = "few_providers" if groups.side == "item" else "few_users"
        return replace(row, verdict="suppressed" if asked else None, reason=reason)
    row = replace(row, n=question.sizes[g])
    if label in question.few or (ratios is not None and 0 < ratios.n[g] < LEAST_USERS):
        return replace(row, verdict="suppressed" if asked else None, reason="few_judged")
    if ratios is None or not ratios.n[g] or ratios.value[g] != ratios.value[g]:
        return replace(row, verdict="refused" if asked else None, reason=question.undefined or "undefined")
    told = Told(question.of, groups, ratios)
    row = _with_value(row, told, g)
    if row.is_reference or not question.reference:
        return row
    few = question.ratios is not None and question.ratios.n[question.place(question.reference)] < LEAST_USERS
    if few or question.reference in question.few:
        return replace(row, verdict="refused" if asked else None, reason="reference_withheld")
    return _with_gap(row, question, told, g, asked)


def _with_value(row: AuditRow, told: Told, g: int) -> AuditRow:
    """Add the value with its pointwise interval."""
    inner = told.value(g, VALUE_LEVEL)
    value = float(told.ratios.value[g])
    return replace(row, value=value, low=inner.low if inner else None, high=inner.high if inner else None)


def bernoulli(question: Question) -> bool:
    """Whether the intervals for proportions hold (`engine.audit.told`)."""
    return proportions(question.of, question.groups)


def _with_gap(row: AuditRow, question: Question, told: Told, g: int, asked: bool) -> AuditRow:
    """Add the gap to the reference and, where it was asked for, the verdict."""
    r = question.place(question.reference)
    if told.nothing(g, r, row.scale):
        return replace(row, gap=0.0, verdict="refused" if asked else None, reason="zero_value")
    assert row.scale != "index"
    found = told.gap(g, r, row.scale, row.level)
    if found is None:
        return replace(row, verdict="refused" if asked else None, reason=told.why_none(g, r, row.scale))
    row = replace(
        row,
        gap=found.value,
        gap_low=found.low,
        gap_high=found.high,
        detectable=None if row.tolerance == NO_TOLERANCE else detectable(found, row.tolerance),
    )
    reason = _condition(row, question, told, g, r)
    decided: Verdict = "refused" if reason else verdict(found, row.tolerance)
    return replace(row, verdict=decided if asked else None, reason=reason)


def _condition(row: AuditRow, question: Question, told: Told, g: int, r: int) -> str:
    """Why a gap may not be judged although it can be computed; empty where it may."""
    groups, ratios = question.groups, told.ratios
    if row.group == UNKNOWN:
        return "unknown_group"
    if question.declared is not None and groups.unknown_share > MOST_UNKNOWN:
        return "unknown_share"
    if min(ratios.n[g], ratios.n[r]) < FEW_USERS:
        return "few_users_for_verdict"
    if question.declared is None or bernoulli(question):
        return ""
    if min(map(question.differing, (g, r))) >= LEAST_DIFFERENT:
        return ""
    nothing = told.nothing(g, r, question.of.SCALE)  # on the scale of differences
    return "zero_value" if nothing else "few_different"
