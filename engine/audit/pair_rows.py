"""Rows of indices between two groups of users over test pairs: described, with what chance alone gives."""

from collections.abc import Iterator
from dataclasses import replace

from engine.audit.asked import made
from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups
from engine.audit.index_rows import index_row
from engine.audit.inquiry import Inquiry
from engine.audit.question import Question, ask
from engine.contracts import AuditRow
from engine.metrics import PAIR_METRICS, missing
from engine.metrics.per_item_errors import OfPairs, RatedPairs, rated_pairs

MOST_GROUPS = 12
"""Groups of an attribute that are described unasked; with more, each of them is too small to say anything."""


def pair_rows(of: Inquiry) -> Iterator[AuditRow]:
    """The indices between each group of users and its reference, by metric; no interval holds for them."""
    every = [row for where in of.groups.values() if where.groups.side == "user" for row in _rows(of, where.groups)]
    order = list(PAIR_METRICS)
    yield from sorted(every, key=lambda row: order.index(row.metric))


def _rows(of: Inquiry, groups: Groups) -> Iterator[AuditRow]:
    """Those of one grouping, group by group: all metrics of two groups read the same shuffles of the labels."""
    questions = list(_questions(of, groups))
    for label in groups.labels if questions else ():
        rows = [(question, _row(of, question, label)) for question in questions]
        counted = [(question, row) for question, row in rows if not row.reason and label != question.reference]
        yield from (row for question, row in rows if row.reason or label == question.reference)
        for reference in dict.fromkeys(question.reference for question, _r in counted):
            pairs = rated_pairs(of.material, *(groups.member[:, groups.labels.index(s)] for s in (label, reference)))
            yield from (_counted(question, row, pairs) for question, row in counted if question.reference == reference)


def _counted(question: Question, row: AuditRow, pairs: RatedPairs) -> AuditRow:
    assert isinstance(question.of, OfPairs)
    found = question.of.of_pairs(pairs)
    if found.value is not None and found.users < LEAST_USERS:
        return replace(row, reason="few_judged", verdict="suppressed" if row.verdict else None)
    reason = "descriptive" if found.value is not None else "no_shared_items"
    return replace(row, value=found.value, chance=found.chance, reason=reason, n=found.n)


def _questions(of: Inquiry, groups: Groups) -> Iterator[Question]:
    """The declared metrics, and the others where they are defined and the groups are few."""
    few = len(groups.labels) <= MOST_GROUPS and not groups.overlap
    for key, kind in PAIR_METRICS.items():
        metric = made(kind, of.parameters)
        why = missing(metric.needs, of.material)
        question = ask(of, key, metric, groups, groups.sizes, None, None, why)
        if question.declared is not None or (few and not why and question.reference):
            yield question


def _row(of: Inquiry, question: Question, label: str) -> AuditRow:
    """The row of a group before it is counted: its reason is empty where it can be."""
    reference = question.reference
    row = replace(index_row(question, label, None, of.config, of.config.level), reference=reference)
    if label == reference:
        return row
    asked = question.declared is not None
    if {label, reference} & question.groups.hidden:
        return replace(row, verdict="suppressed" if asked else None, reason="few_users")
    unknown = "unknown_group" if label == UNKNOWN else "" if reference else "reference_withheld"
    return replace(row, verdict="refused" if asked else None, reason=question.undefined or unknown)
