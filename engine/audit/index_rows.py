"""Rows of indices: one number of all groups, or of a group and its reference, 0 where they are served alike."""

from dataclasses import replace

import numpy as np

from engine.audit.groups import LEAST_USERS
from engine.audit.question import LEAST_FOR_VERDICT, Question
from engine.audit.rows import MOST_UNKNOWN, NO_TOLERANCE, tolerance_of
from engine.config import AuditConfig
from engine.contracts import AuditRow
from engine.metrics import OfRange, OfSpread
from engine.statistics.gaps import value_interval
from engine.statistics.group_range import largest_range, range_bounds
from engine.statistics.ratios import Ratios
from engine.statistics.spread import spread_bounds
from engine.statistics.verdicts import index_verdict


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
    value, bounds = _measured(question, ratios, level)
    if value is None or not np.isfinite(value):
        return [replace(row, verdict="refused" if declared else None, reason="undefined")]
    row = replace(row, value=value)
    if bounds is None or ratios.n.min() < LEAST_FOR_VERDICT:
        reason = "few_users_for_interval" if ratios.n.min() < LEAST_FOR_VERDICT else "no_variation"
        return [replace(row, verdict="refused" if declared else None, reason=reason)]
    row = replace(row, low=bounds[0], high=bounds[1])
    if declared and question.groups.unknown_share > MOST_UNKNOWN:
        return [replace(row, verdict="refused", reason="unknown_share")]
    decided = index_verdict(*bounds, row.tolerance[1]) if declared else None
    return [replace(row, verdict=decided)]


def _measured(question: Question, ratios: Ratios, level: float) -> tuple[float | None, tuple[float, float] | None]:
    """The index, and the least and largest value that the intervals at 1 - level leave it.

    The level of a declared index holds for all values of the family; of another, each value gets its part of it.
    """
    level = level if question.declared is not None else level / len(ratios.value)
    inner = [value_interval(ratios, g, level) for g in range(len(ratios.value))]
    ends = [(max(0.0, one.low), one.high) for one in inner if one is not None]
    low, high = np.array([low for low, _high in ends]), np.array([high for _low, high in ends])
    whole = len(ends) == len(inner)
    if isinstance(question.of, OfSpread):
        return question.of.value(ratios.value), spread_bounds(low, high) if whole else None
    if isinstance(question.of, OfRange):
        shape = (len(question.of.BASES), -1)
        bounds = range_bounds(low.reshape(shape), np.minimum(high, 1.0).reshape(shape)) if whole else None
        return largest_range(ratios.value.reshape(shape)), bounds
    return float(ratios.value[0]), ends[0] if whole else None


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
