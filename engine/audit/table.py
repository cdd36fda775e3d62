"""The audit: questions to rows, the numbers of the whole system, findings."""

from collections.abc import Iterable, Iterator

import numpy as np

from engine.audit.answers import answers
from engine.audit.asked import label, user_metrics
from engine.audit.beside import beside
from engine.audit.effective import with_effective
from engine.audit.family import judged_by, resolve
from engine.audit.groups import UNKNOWN
from engine.audit.index_rows import index_rows
from engine.audit.inquiry import Inquiry, inquiry
from engine.audit.level import simultaneous_level, told
from engine.audit.material import material
from engine.audit.pair_rows import pair_rows
from engine.audit.question import ALL, Question
from engine.audit.questions import of_groups, of_items, of_users
from engine.audit.rows import rows
from engine.audit.served import served
from engine.audit.system import System
from engine.audit.uploaded import uploaded
from engine.audit.whole import beyond_users, overall
from engine.config import AuditConfig, digest, plain
from engine.contracts import AuditRow, AuditTable, Dataset, Finding

RESULTS_VERSION = 3
"""Raised when the same config and input give other numbers than before."""

FACTS = ("metric", "attribute", "group", "reference", "gap", "gap_low", "gap_high", "scale", "detectable", "reason")
SEVERITY = {"outside": "flag", "inconclusive": "caution", "suppressed": "note", "refused": "note"}
MANY = 40
"""Comparisons from which the price of asking that much is said."""


def audit(dataset: Dataset, system: System, config: AuditConfig) -> AuditTable:
    """Audit a system: all metrics by all groups, verdicts for the declared family only.

    Raises:
        InputError: where the family names what does not exist, or k is longer than the lists
            (`engine.audit.family`, `.groups`, `.groupings`).
    """
    config = resolve(config, dataset, system)
    system = judged_by(config, system)
    of = inquiry(dataset, system, material(dataset, system, config.categories), config)
    whole: dict[str, float | None] = {}
    every, method = _rows(of, whole)
    every.sort(key=lambda row: (row.metric, row.attribute) not in of.family)
    withheld = {(row.attribute, row.group) for row in every if row.side == "user" and row.n is None}
    return AuditTable(
        id=digest(RESULTS_VERSION, system.run_id, config),
        run_id=system.run_id,
        dataset_id=dataset.id,
        config=plain(config),
        rows=tuple(every),
        overall=whole | beyond_users(of.material, of.parameters),
        findings=(
            *gap_findings(every),
            *_many(method),
            *_unknown(of),
            *served(dataset, system, withheld),
            *_scale(dataset, system),
            *uploaded(system),
        ),
        answers=tuple(answers(every, of.family)),
        method=method,
    )


def _rows(of: Inquiry, whole: dict[str, float | None]) -> tuple[list[AuditRow], dict[str, object]]:
    """All rows, the family's at its simultaneous level, and how that was found; `whole` gets the overall numbers."""
    family: list[Question] = []
    every: list[AuditRow] = []
    for question in _asked(of, whole):
        if question.declared is not None:
            family.append(question)
        else:
            every += _told(of, question, of.config.level)
    family.sort(key=lambda question: list(of.family).index((question.metric, question.groups.attribute)))
    found = simultaneous_level(family, of.dataset.schema.n_users, of.config.level)
    for question in family:
        every += beside(of, question, _told(of, question, found.level))
    return [*every, *pair_rows(of)], told(found)


def _asked(of: Inquiry, whole: dict[str, float | None]) -> Iterator[Question]:
    """All questions, metric by metric: the units of one are let go before those of the next are made."""
    for key, metric in user_metrics(of.parameters).items():
        units = of.units(key)
        whole[label(metric)] = overall(metric, units)
        yield from of_users(of, key, units)
    yield from of_groups(of)
    yield from of_items(of)


def _told(of: Inquiry, question: Question, level: float) -> list[AuditRow]:
    """The rows of a question; an index has one of its own kind."""
    if question.groups.labels == (ALL,):
        return index_rows(question, of.config, level)
    made_rows = rows(question, of.config, level)
    weights = of.weights.get(question.metric) if question.block is not None else None
    return made_rows if weights is None else with_effective(made_rows, question.groups, weights)


def _many(method: dict[str, object]) -> Iterator[Finding]:
    """A large family: each comparison widens all intervals."""
    if isinstance(method["comparisons"], int) and method["comparisons"] > MANY:
        yield Finding("family.many", "caution", {"comparisons": method["comparisons"]})


def _unknown(of: Inquiry) -> Iterator[Finding]:
    """Declared groups by an attribute that some lack: the gaps of the others may be otherwise."""
    for name in dict.fromkeys(one.attribute for one in of.config.family):
        groups = of.groups[name].groups
        if groups.side == "user" and UNKNOWN in groups.labels and UNKNOWN not in groups.hidden:
            yield Finding("groups.unknown", "caution", {"attribute": name, "share": groups.unknown_share})


def _scale(dataset: Dataset, system: System) -> Iterator[Finding]:
    """Ratings that all count as positives: a one-star rating is a hit then."""
    if system.relevance is None and dataset.schema.feedback_kind == "rating" and len(system.test):
        yield Finding("relevance.everything", "caution", {"low": dataset.schema.feedback_range[0]})


def gap_findings(every: Iterable[AuditRow]) -> Iterator[Finding]:
    """One finding for each judged row that is not `within`; a group that gets nothing is a flag."""
    for row in every:
        if row.verdict in SEVERITY:
            facts = {name: getattr(row, name) for name in FACTS}
            if row.reason == "zero_value":
                yield Finding("gap.zero", "flag", facts)
            elif row.scale == "index" and row.verdict in ("outside", "inconclusive"):
                facts |= {"value": row.value, "gap_low": row.low, "gap_high": row.high}
                yield Finding(f"index.{row.verdict}", SEVERITY[row.verdict], facts)  # type: ignore[arg-type]
            else:
                yield Finding(f"gap.{row.verdict}", SEVERITY[row.verdict], facts)  # type: ignore[arg-type]
        if _reversed(row):
            yield Finding("gap.reversed", "caution", {**{n: getattr(row, n) for n in FACTS}, "adjusted": row.adjusted})


def _reversed(row: AuditRow) -> bool:
    """Whether the gap points the other way once activity or popularity is held equal, by more than a trifle."""
    if row.gap is None or row.adjusted is None or row.scale != "ratio" or min(row.gap, row.adjusted) <= 0:
        return False
    plain_log, adjusted_log = np.log(row.gap), np.log(row.adjusted)
    return bool(plain_log * adjusted_log < 0 and min(abs(plain_log), abs(adjusted_log)) > np.log(1.05))
