"""The audit: per-unit tables, groups, estimates, rows, findings."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from engine.audit.estimates import by_item_group, by_user_group, overall, user_units
from engine.audit.family import resolve
from engine.audit.groups import Groups, groupable, groups_of
from engine.audit.material import material
from engine.audit.rows import Question, rows
from engine.config import AuditConfig, Comparison, digest, plain
from engine.contracts import AuditRow, AuditTable, Dataset, Estimand, Finding, Lists, Pairs
from engine.metrics import ITEM_METRICS, MAE, MSE, SYSTEM_METRICS, USER_METRICS, ItemMetric, Material, UserMetric
from engine.statistics.estimate import Estimate

RESULTS_VERSION = 1
"""Raised when the same config and input give other numbers than before."""

FACTS = ("metric", "attribute", "group", "reference", "gap", "gap_low", "gap_high", "detectable", "reason")
SEVERITY = {"outside": "flag", "inconclusive": "caution", "suppressed": "note", "refused": "note"}


@dataclass(frozen=True, slots=True)
class System:
    """What is audited: one system's lists, and the scores of test pairs where they mean feedback."""

    run_id: str
    lists: Lists
    test: Pairs
    scores: np.ndarray | None
    train: Pairs
    relevance: float | None
    estimand: Estimand


def audit(dataset: Dataset, system: System, config: AuditConfig) -> AuditTable:
    """Audit a system: all metrics by all groups, verdicts for the declared family only.

    Raises:
        InputError: where the family names what does not exist (`engine.audit.family`, `.groups`).
    """
    config = resolve(config, dataset)
    made = material(dataset, system.lists, system.test, system.scores, system.train, system.relevance)
    names = dict.fromkeys([c.attribute for c in config.family] + [a.name for a in groupable(dataset)])
    groups = {name: groups_of(dataset, name) for name in names}
    family = {(c.metric, c.attribute): c for c in config.family}
    size = sum(len(groups[c.attribute].labels) - 1 for c in config.family)
    every = [
        row
        for question, where, values in _questions(dataset, made, groups, family, size, system, config)
        for row in rows(question, where, values, config)
    ]
    every.sort(key=lambda row: (row.metric, row.attribute) not in family)
    return AuditTable(
        id=digest(RESULTS_VERSION, system.run_id, config),
        run_id=system.run_id,
        dataset_id=dataset.id,
        config=plain(config),
        rows=tuple(every),
        overall=overall_metrics(dataset, made, config.k),
        findings=tuple(_findings(every)),
    )


def overall_metrics(dataset: Dataset, made: Material, k: int) -> dict[str, float | None]:
    """Every metric over the whole system, by its shown key, for example `ndcg@10`."""
    numbers: dict[str, float | None] = {}
    for metric in user_metrics(k):
        of = overall(metric, made, dataset.schema.n_users)
        numbers[label(metric)] = of.value if of else None
    for kind in SYSTEM_METRICS.values():
        system_metric = kind(k=k)
        numbers[label(system_metric)] = system_metric.value(made)
    return numbers


def user_metrics(k: int) -> tuple[UserMetric, ...]:
    """The user metrics at list length k, those of errors also over pairs."""
    return (*(_at(kind, k) for kind in USER_METRICS.values()), MAE(per="pair"), MSE(per="pair"))


def label(metric: object) -> str:
    """A metric's key with what distinguishes it: `ndcg@10`, `mae`, `mae_by_pair`."""
    tables = (USER_METRICS, ITEM_METRICS, SYSTEM_METRICS)
    key = next(key for table in tables for key, kind in table.items() if isinstance(metric, kind))
    parameters = asdict(metric)  # type: ignore[call-overload]
    if "k" in parameters:
        return f"{key}@{parameters['k']}"
    return key if parameters.get("per", "user") == "user" else f"{key}_by_pair"


def _at(kind: type[UserMetric], k: int) -> UserMetric:
    return kind(k=k) if "k" in kind.__dataclass_fields__ else kind()  # type: ignore[call-arg]


def _questions(
    dataset: Dataset,
    made: Material,
    groups: dict[str, Groups],
    family: dict[tuple[str, str], Comparison],
    size: int,
    system: System,
    config: AuditConfig,
) -> Iterator[tuple[Question, Groups, list[Estimate | None]]]:
    """Every metric by every attribute of its side, with the groups' estimates."""

    def question(key: str, metric: UserMetric | ItemMetric, where: Groups) -> Question:
        declared = family.get((key, where.attribute))
        reference = where.reference(declared.reference if declared else None)
        estimand: Estimand = system.estimand if metric.USES_FEEDBACK else "given lists"
        parameters = tuple(sorted(asdict(metric).items()))
        return Question(key, parameters, estimand, reference, size if declared else None)

    for key in USER_METRICS:
        metric = _at(USER_METRICS[key], config.k)
        table = metric.units(made)
        units = None if table is None else user_units(table, dataset.schema.n_users)
        for where in groups.values():
            if where.side == "user" and (units is not None or (key, where.attribute) in family):
                # A declared metric that this system does not define must show as refused, not vanish.
                nothing: list[Estimate | None] = [None] * len(where.labels)
                values = nothing if units is None else by_user_group(units, where)
                yield question(key, metric, where), where, values
    for key in ITEM_METRICS:
        item_metric = ITEM_METRICS[key](k=config.k)
        for where in groups.values():
            if where.side == "item":
                yield question(key, item_metric, where), where, by_item_group(item_metric, made, where, dataset)


def _findings(every: list[AuditRow]) -> Iterator[Finding]:
    """One finding for each judged row that is not `within`."""
    for row in every:
        if row.verdict in SEVERITY:
            facts = {name: getattr(row, name) for name in FACTS}
            severity = SEVERITY[row.verdict]
            yield Finding(f"gap.{row.verdict}", severity, facts)  # type: ignore[arg-type]
