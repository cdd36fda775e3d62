"""What stands beside a declared gap, never instead: adjusted, bounded for the unknown, corrected for errors."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.audit.groupings import ACTIVITY, POPULARITY, activity_levels
from engine.audit.groups import UNKNOWN
from engine.audit.inquiry import Inquiry
from engine.audit.question import Question
from engine.audit.units import item_groups
from engine.contracts import AuditRow
from engine.metrics import ItemGroups, OfItems, OfUsers
from engine.metrics.levels import popularity_levels
from engine.statistics.blocks import UserBlock
from engine.statistics.gaps import gap
from engine.statistics.ratios import Ratios, by_columns
from engine.statistics.standardised import standardised, standardised_columns
from engine.statistics.unknowns import corrected, unknown_bounds

STRATA = 3


def beside(of: Inquiry, question: Question, rows: Sequence[AuditRow]) -> list[AuditRow]:
    """The rows of a declared question with what the same data say under other assumptions, where it can be had."""
    if question.block is None or all(row.gap is None for row in rows):
        return list(rows)
    adjusted = _adjusted(of, question)
    made = [_with_adjusted(row, question, adjusted) for row in rows]
    if isinstance(question.block, UserBlock) and question.block.disjoint and question.ratios is not None:
        made = [_with_bounds(row, question, question.block) for row in made]
        right = _corrected(question, question.ratios, question.block, of.config.error_rate)
        made = [_with_corrected(row, question, right) for row in made]
    return made


def _adjusted(of: Inquiry, question: Question) -> Ratios | None:
    """Every group's value if activity (users) or popularity (items) were spread in it as it is over all."""
    metric, groups = question.of, question.groups
    if isinstance(metric, OfUsers) and isinstance(question.block, UserBlock):
        if groups.attribute == ACTIVITY or not question.block.disjoint:
            return None
        activity = np.bincount(of.system.train.users, minlength=of.dataset.schema.n_users)
        block, strata = question.block, activity_levels(activity)
        made = standardised(block.numerator, block.denominator, groups.codes, len(groups.labels), strata, STRATA)
        return made.root() if metric.TRANSFORM == "sqrt" else made
    if isinstance(metric, OfItems) and groups.attribute != POPULARITY:
        return _adjusted_items(of, question, metric)
    return None


def _adjusted_items(of: Inquiry, question: Question, metric: OfItems) -> Ratios:
    counts = np.bincount(of.system.train.items, minlength=of.dataset.schema.n_items)
    levels = popularity_levels(counts)
    member = question.groups.member
    parts = [
        metric.units(of.material, _part(of, question, member & (levels == s)[:, None]))
        for s in range(STRATA)
        if (levels == s).any()
    ]
    weights = [float((levels == s).mean()) for s in range(STRATA) if (levels == s).any()]
    return by_columns(*standardised_columns([p.numerator for p in parts], [p.denominator for p in parts], weights))


def _part(of: Inquiry, question: Question, member: np.ndarray) -> ItemGroups:
    """The groups' items in one stratum; a group without any there has no value there."""
    return item_groups(of.dataset, replace(question.groups, member=member))


def _with_adjusted(row: AuditRow, question: Question, adjusted: Ratios | None) -> AuditRow:
    if adjusted is None or row.gap is None or row.scale == "index":
        return row
    found = gap(adjusted, question.place(row.group), question.place(row.reference), row.scale, row.level)
    if found is None:
        return row
    return replace(row, adjusted=found.value, adjusted_low=found.low, adjusted_high=found.high)


def _with_bounds(row: AuditRow, question: Question, block: UserBlock) -> AuditRow:
    """Nothing where everybody's group is known, and nothing about the unknown themselves."""
    labels, member = question.groups.labels, question.groups.member
    if UNKNOWN not in labels or row.group == UNKNOWN or row.gap is None or row.scale == "index":
        return row
    if question.sizes[labels.index(UNKNOWN)] is None:  # the ends are made of the values of those people
        return row
    group, reference, unknown = (member[:, labels.index(name)] for name in (row.group, row.reference, UNKNOWN))
    found = unknown_bounds(block.numerator, block.denominator, group, reference, unknown, row.scale)
    if found is None or not np.isfinite(found).all():
        return row
    ends = np.sqrt(found) if _rooted(question) else np.array(found)
    return replace(row, bound_low=float(ends[0]), bound_high=float(ends[1]))


def _corrected(question: Question, ratios: Ratios, block: UserBlock, error_rate: float) -> dict[str, float]:
    """The known groups' values if so many labels are wrong at random; empty where the data can't bear that.

    Groups are mixed by their denominators: by users where each counts once, by pairs where those are counted.
    """
    known = [g for g, label in enumerate(question.groups.labels) if label != UNKNOWN and ratios.n[g] > 0]
    # The correction mixes all groups: with one that is not shown among them it would give that one away.
    labels = question.groups.labels
    withheld = any(question.sizes[g] is None or labels[g] in question.few for g in known)
    if error_rate == 0 or len(known) < 2 or withheld:
        return {}
    values = np.square(ratios.value[known]) if _rooted(question) else ratios.value[known]
    found = corrected(values, np.array([block.denominator[block.member[:, g]].sum() for g in known]), error_rate)
    found = np.sqrt(np.where(found >= 0, found, np.nan)) if _rooted(question) else found
    return {question.groups.labels[g]: float(v) for g, v in zip(known, found, strict=True) if np.isfinite(v)}


def _with_corrected(row: AuditRow, question: Question, values: dict[str, float]) -> AuditRow:
    if row.gap is None or row.scale == "index" or not {row.group, row.reference} <= set(values):
        return row
    group, reference = values[row.group], values[row.reference]
    if row.scale == "difference":
        return replace(row, corrected=group - reference)
    return replace(row, corrected=group / reference) if reference > 0 and group >= 0 else row


def _rooted(question: Question) -> bool:
    return isinstance(question.of, OfUsers) and question.of.TRANSFORM == "sqrt"
