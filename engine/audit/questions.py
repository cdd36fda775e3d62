"""Every metric by every attribute of its side: the questions of an audit with the groups' estimates."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.estimates import by_item_group, by_user_group, user_units
from engine.audit.groups import UNKNOWN, Groups, groupable, groups_of, hide
from engine.audit.rows import Question
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset, Estimand
from engine.metrics import ITEM_METRICS, USER_METRICS, ItemMetric, Material, UserMetric
from engine.statistics.estimate import Estimate

Units = tuple[NDArray[np.float64], NDArray[np.float64]]
Asked = tuple[Question, Groups, list[Estimate | None]]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one system: its tables, the resolved config, what its feedback stands for."""

    dataset: Dataset
    material: Material
    config: AuditConfig
    estimand: Estimand
    tested: tuple[NDArray[np.bool_], ...]
    """Which users the test set can judge (`System.tested`); empty where there is none."""

    @property
    def k(self) -> int:
        """The list length; resolved, so never None."""
        return self.config.k or 1

    @property
    def family(self) -> dict[tuple[str, str], Comparison]:
        """The declared comparisons by metric and attribute."""
        return {(c.metric, c.attribute): c for c in self.config.family}


def questions(inquiry: Inquiry) -> Iterator[Asked]:
    """All questions; a declared one is there even where the metric is undefined for this system."""
    dataset, made = inquiry.dataset, inquiry.material
    metrics = {key: user_metric(key, inquiry.k) for key in USER_METRICS}
    units = {key: units_of(metric, made, dataset.schema.n_users) for key, metric in metrics.items()}
    groups = shown_groups(dataset, inquiry.config, [of[1] != 0 for of in units.values() if of is not None])
    # The test set's own pattern joins after the family was counted: it withholds more, and moves no number.
    size = sum(_comparisons(groups[c.attribute]) for c in inquiry.config.family)
    groups = hide_by_test(groups, inquiry.tested)
    for key, of in units.items():
        for where in groups.values():
            if where.side == "user" and (of is not None or (key, where.attribute) in inquiry.family):
                nothing: list[Estimate | None] = [None] * len(where.labels)
                values = nothing if of is None else by_user_group(of, where)
                yield _question(inquiry, key, metrics[key], where, size), where, values
    for key, kind in ITEM_METRICS.items():
        item_metric = kind(k=inquiry.k)
        for where in groups.values():
            if where.side == "item":
                values = by_item_group(item_metric, made, where, dataset)
                yield _question(inquiry, key, item_metric, where, size), where, values


def _comparisons(of: Groups) -> int:
    """Groups that can be compared with the reference: known before any metric, so it may set the level."""
    return max(1, sum(label not in of.hidden and label != UNKNOWN for label in of.labels) - 1)


def user_metric(key: str, k: int) -> UserMetric:
    """A user metric at list length k, where it has one."""
    kind = USER_METRICS[key]
    return kind(k=k) if "k" in kind.__dataclass_fields__ else kind()  # type: ignore[call-arg]


def units_of(metric: UserMetric, made: Material, n_users: int) -> Units | None:
    """Numerators and denominators of all users; None where the metric is undefined for the system."""
    table = metric.units(made)
    return None if table is None else user_units(table, n_users)


def shown_groups(dataset: Dataset, config: AuditConfig, judged: Sequence[NDArray[np.bool_]]) -> dict[str, Groups]:
    """The groups of every attribute, suppressed alike for every metric: by size and by users judged.

    `judged`: for each number that is shown which users it counts, shape (n_users,).
    """
    names = dict.fromkeys([c.attribute for c in config.family] + [a.name for a in groupable(dataset)])
    found = {name: groups_of(dataset, name) for name in names}
    everybody = np.ones(dataset.schema.n_users, dtype=bool)
    distinct = list({who.tobytes(): who for who in [everybody, *judged]}.values())
    return {name: _hide(of, distinct) for name, of in found.items()}


def hide_by_test(groups: dict[str, Groups], tested: Sequence[NDArray[np.bool_]]) -> dict[str, Groups]:
    """The same groups with those suppressed too that are small among the users whom the test set can judge.

    Each count has its own company, which holds that of any of them together: whatever a system that serves
    everybody can measure, its pattern is the one of its test set.
    """
    for who in tested:
        groups = {name: _hide(of, [who]) for name, of in groups.items()}
    return groups


def _hide(of: Groups, judged: Sequence[NDArray[np.bool_]]) -> Groups:
    """Groups of items are hidden by their providers, whoever is judged."""
    return hide(of, judged) if of.side == "user" else of


def _question(inquiry: Inquiry, key: str, metric: UserMetric | ItemMetric, where: Groups, size: int) -> Question:
    declared = inquiry.family.get((key, where.attribute))
    reference = where.reference(declared.reference if declared else None)
    estimand: Estimand = inquiry.estimand if metric.USES_FEEDBACK else "given lists"
    undefined = "no_test" if metric.USES_FEEDBACK and not inquiry.tested else "undefined"
    parameters = tuple(sorted(asdict(metric).items()))
    return Question(key, parameters, estimand, reference, size if declared else None, undefined)
