"""The declared family: which comparisons get verdicts."""

from dataclasses import replace

from engine.audit.groups import groupable
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset
from engine.errors import InputError
from engine.metrics import ITEM_METRICS, USER_METRICS

MOST_GROUPS = 12
"""Attributes with more groups stay out of the default family: each comparison widens all intervals."""


def resolve(config: AuditConfig, dataset: Dataset, length: int) -> AuditConfig:
    """The config with k and its family written out and checked, for lists of that length.

    The default family: NDCG between the groups of each attribute of users, exposure between those
    of each attribute of items, for attributes of at most 12 groups that take one value each.

    Raises:
        InputError: `audit.k` where k is longer than the lists; `audit.duplicate` where a comparison is
            declared twice; `audit.metric` where a metric does not exist or does not fit the side.
    """
    k = config.k or length
    if k > length:
        raise InputError("audit.k", k=k, length=length)
    family = config.family or _default(dataset)
    _check(family, dataset)
    return replace(config, k=k, family=family)


def _check(family: tuple[Comparison, ...], dataset: Dataset) -> None:
    asked = [(comparison.metric, comparison.attribute) for comparison in family]
    for metric, attribute in asked:
        if asked.count((metric, attribute)) > 1:
            raise InputError("audit.duplicate", metric=metric, attribute=attribute)
    for comparison in family:
        on_items = dataset.schema.attribute(comparison.attribute) in dataset.schema.item_attributes
        known = ITEM_METRICS if on_items else USER_METRICS
        if comparison.metric not in known:
            raise InputError(
                "audit.metric", metric=comparison.metric, attribute=comparison.attribute, known=list(known)
            )


def _default(dataset: Dataset) -> tuple[Comparison, ...]:
    users, items = dataset.schema.user_attributes, dataset.schema.item_attributes
    few = [a for a in groupable(dataset) if a.kind == "number" or (a.kind == "category" and a.n_values <= MOST_GROUPS)]
    return (
        *(Comparison("ndcg", a.name) for a in few if a in users),
        *(Comparison("exposure", a.name) for a in few if a in items and a not in users),
    )
