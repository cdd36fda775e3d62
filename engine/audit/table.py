"""The audit: questions to rows, the numbers of the whole system, findings."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from engine.audit.estimates import overall
from engine.audit.family import resolve
from engine.audit.groups import LEAST_USERS
from engine.audit.material import material
from engine.audit.questions import Inquiry, questions, user_metric
from engine.audit.rows import rows
from engine.audit.served import served
from engine.audit.system import System
from engine.audit.uploaded import uploaded
from engine.config import AuditConfig, digest, plain
from engine.contracts import AuditRow, AuditTable, Dataset, Finding
from engine.metrics import ITEM_METRICS, MAE, MSE, SYSTEM_METRICS, USER_METRICS, Material, UserMetric

RESULTS_VERSION = 1
"""Raised when the same config and input give other numbers than before."""

FACTS = ("metric", "attribute", "group", "reference", "gap", "gap_low", "gap_high", "detectable", "reason")
SEVERITY = {"outside": "flag", "inconclusive": "caution", "suppressed": "note", "refused": "note"}


def audit(dataset: Dataset, system: System, config: AuditConfig) -> AuditTable:
    """Audit a system: all metrics by all groups, verdicts for the declared family only.

    Raises:
        InputError: where the family names what does not exist, or k is longer than the lists
            (`engine.audit.family`, `.groups`).
    """
    config = resolve(config, dataset, system.lists.items.shape[1])
    made = material(dataset, system.lists, system.test, system.scores, system.train, system.relevance)
    inquiry = Inquiry(dataset, made, config, system.estimand, system.tested(dataset.schema.n_users))
    every = [row for question, where, values in questions(inquiry) for row in rows(question, where, values, config)]
    every.sort(key=lambda row: (row.metric, row.attribute) not in inquiry.family)
    withheld = {(row.attribute, row.group) for row in every if row.side == "user" and row.n is None}
    return AuditTable(
        id=digest(RESULTS_VERSION, system.run_id, config),
        run_id=system.run_id,
        dataset_id=dataset.id,
        config=plain(config),
        rows=tuple(every),
        overall=overall_metrics(dataset, made, inquiry.k),
        findings=(
            *gap_findings(every),
            *served(dataset, system, withheld),
            *_scale(dataset, system),
            *uploaded(system),
        ),
    )


def _scale(dataset: Dataset, system: System) -> Iterator[Finding]:
    """Ratings that all count as positives: a one-star rating is a hit then."""
    if system.relevance is None and dataset.schema.feedback_kind == "rating" and len(system.test):
        yield Finding("relevance.everything", "caution", {"low": dataset.schema.feedback_range[0]})


def overall_metrics(dataset: Dataset, made: Material, k: int) -> dict[str, float | None]:
    """Every metric over the whole system, by its shown key, for example `ndcg@10`.

    None where it is undefined, and where fewer than 10 users stand behind it.
    """
    numbers: dict[str, float | None] = {}
    for metric in user_metrics(k):
        of = overall(metric, made, dataset.schema.n_users)
        numbers[label(metric)] = of.value if of and of.n >= LEAST_USERS else None
    for kind in SYSTEM_METRICS.values():
        system_metric = kind(k=k)
        numbers[label(system_metric)] = system_metric.value(made) if made.served >= LEAST_USERS else None
    return numbers


def user_metrics(k: int) -> tuple[UserMetric, ...]:
    """The user metrics at list length k, those of errors also over pairs."""
    return (*(user_metric(key, k) for key in USER_METRICS), MAE(per="pair"), MSE(per="pair"))


def label(metric: object) -> str:
    """A metric's key with what distinguishes it: `ndcg@10`, `mae`, `mae_by_pair`."""
    tables = (USER_METRICS, ITEM_METRICS, SYSTEM_METRICS)
    key = next(key for table in tables for key, kind in table.items() if isinstance(metric, kind))
    parameters = asdict(metric)  # type: ignore[call-overload]
    if "k" in parameters:
        return f"{key}@{parameters['k']}"
    return key if parameters.get("per", "user") == "user" else f"{key}_by_pair"


def gap_findings(every: Iterable[AuditRow]) -> Iterator[Finding]:
    """One finding for each judged row that is not `within`; a group that gets nothing is a flag."""
    for row in every:
        if row.verdict in SEVERITY:
            facts = {name: getattr(row, name) for name in FACTS}
            if row.reason == "zero_value":
                yield Finding("gap.zero", "flag", facts)
            else:
                yield Finding(f"gap.{row.verdict}", SEVERITY[row.verdict], facts)  # type: ignore[arg-type]
