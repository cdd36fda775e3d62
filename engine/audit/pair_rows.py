"""Rows of indices between two groups of users over test pairs: described, with what chance alone gives."""

from collections.abc import Iterator
from dataclasses import replace

from engine.audit.asked import made
from engine.audit.groups import UNKNOWN, Groups
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
    found = [rows for where in of.groups.values() if where.groups.side == "user" for rows in _rows(of, where.groups)]
    order = list(PAIR_METRICS)
    for rows in sorted(found, key=lambda rows: order.index(rows[0].metric)):
        yield from rows


def _rows(of: Inquiry, groups: Groups) -> Iterator[list[AuditRow]]:
    """Those of one grouping, metric by metric: all of them read the same shuffles of the labels."""
    pairs: dict[tuple[str, str], RatedPairs] = {}
    few = len(groups.labels) <= MOST_GROUPS and not groups.overlap
    for key, kind in PAIR_METRICS.items():
        metric = made(kind, of.parameters)
        why = missing(metric.needs, of.material)
        declared = (key, groups.attribute) in of.family
        question = ask(of, key, metric, groups, groups.sizes, None, None, why)
        if declared or (few and not why and question.reference):
            yield [_row(of, question, metric, label, pairs) for label in groups.labels]


def _row(
    of: Inquiry, question: Question, metric: OfPairs, label: str, pairs: dict[tuple[str, str], RatedPairs]
) -> AuditRow:
    groups, reference = question.groups, question.reference
    row = replace(index_row(question, label, None, of.config, of.config.level), reference=reference)
    asked = question.declared is not None and label != reference
    if {label, reference} & groups.hidden:
        return replace(row, verdict="suppressed" if asked else None, reason="few_users")
    if label == reference:
        return row
    if label == UNKNOWN or question.undefined or not reference:
        reason = question.undefined or ("unknown_group" if label == UNKNOWN else "reference_withheld")
        return replace(row, verdict="refused" if asked else None, reason=reason)
    if (label, reference) not in pairs:
        group, against = (groups.member[:, groups.labels.index(name)] for name in (label, reference))
        pairs[label, reference] = rated_pairs(of.material, group, against)
    found = metric.of_pairs(pairs[label, reference])
    reason = "descriptive" if found.value is not None else "no_shared_items"
    row = replace(row, value=found.value, chance=found.chance, reason=reason, n=found.n)
    return replace(row, verdict="refused" if asked else None)
