"""Rows of indices: one number of all groups, or of a group and its reference, 0 where they are served alike."""

from dataclasses import replace

import numpy as np

from engine.audit.groups import LEAST_USERS
from engine.audit.question import LEAST_FOR_VERDICT, Question
from engine.audit.rows import tolerance_of
from engine.config import AuditConfig
from engine.contracts import AuditRow
from engine.metrics import SPREAD_METRICS
from engine.statistics.gaps import value_interval
from engine.statistics.spread import spread, spread_bounds
from engine.statistics.verdicts import index_verdict

NO_TOLERANCE = (0.0, 0.0)
"""Of an index that was not declared: nobody has said what would be acceptable."""


def index_rows(question: Question, config: AuditConfig, level: float) -> list[AuditRow]:
    """The one row of an index over all groups of an attribute.

    An index of the mixture on lists is a mean over users with their interval. One of the spread over groups has the
    least and the largest spread that the simultaneous intervals of the groups' values allow, since the spread of
    estimates is larger than that of what they estimate.
    """
    row = index_row(question, question.groups.labels[0], question.sizes[0], config, level)
    ratios, declared = question.ratios, question.declared is not None
    if ratios is None or not np.isfinite(ratios.value).all():
        reason = question.undefined or "undefined"
        return [replace(row, verdict="refused" if declared else None, reason=reason)]
    if ratios.n.min() < LEAST_USERS:
        return [replace(row, verdict="suppressed" if declared else None, reason="few_judged")]
    if question.metric in SPREAD_METRICS:
        value, bounds = spread(ratios.value), _spread_bounds(question, level)
    else:
        inner = value_interval(ratios, 0, level)
        value, bounds = float(ratios.value[0]), None if inner is None else (max(0.0, inner.low), inner.high)
    if value is None or not np.isfinite(value):
        return [replace(row, verdict="refused" if declared else None, reason="undefined")]
    row = replace(row, value=value)
    if bounds is None or ratios.n.min() < LEAST_FOR_VERDICT:
        return [replace(row, verdict="refused" if declared else None, reason="few_users_for_interval")]
    row = replace(row, low=bounds[0], high=bounds[1])
    decided = index_verdict(*bounds, row.tolerance[1]) if declared else None
    return [replace(row, verdict=decided)]


def _spread_bounds(question: Question, level: float) -> tuple[float, float] | None:
    assert question.ratios is not None
    found = [value_interval(question.ratios, g, level) for g in range(len(question.ratios.value))]
    inner = [one for one in found if one is not None]
    if len(inner) < len(found):
        return None
    return spread_bounds(np.array([max(0.0, one.low) for one in inner]), np.array([one.high for one in inner]))


def index_row(question: Question, label: str, n: int | None, config: AuditConfig, level: float) -> AuditRow:
    """The row of an index before anything is known of it."""
    return AuditRow(
        metric=question.metric,
        parameters=question.parameters,
        estimand=question.estimand,
        side=question.groups.side,
        attribute=question.groups.attribute,
        group=label,
        reference="",
        n=n,
        value=None,
        scale="index",
        level=level,
        tolerance=tolerance_of(question, config) if question.declared else NO_TOLERANCE,
    )
