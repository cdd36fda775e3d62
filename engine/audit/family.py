"""The declared family: which comparisons get verdicts."""

from engine.audit.groups import groupable
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset
from engine.errors import InputError
from engine.metrics import ITEM_METRICS, USER_METRICS

MOST_GROUPS = 12
"""Attributes with more groups stay out of the default family: each comparison widens all intervals."""


def resolve(config: AuditConfig, dataset: Dataset) -> AuditConfig:
    """The config with its family written out and checked.

    The default family: NDCG between the groups of each attribute of users, exposure between those
    of each attribute of items, for attributes of at most 12 groups that take one value each.

    Raises:
        InputError: `audit.metric` where a metric does not exist or does not fit the attribute's side.
    """
    if not config.family:
        return AuditConfig(config.k, _default(dataset), config.tolerance, config.level)
    for comparison in config.family:
        attribute = dataset.schema.attribute(comparison.attribute)
        on_items = attribute in dataset.schema.item_attributes
        known = ITEM_METRICS if on_items else USER_METRICS
        if comparison.metric not in known:
            raise InputError(
                "audit.metric", metric=comparison.metric, attribute=comparison.attribute, known=list(known)
            )
    return config


def _default(dataset: Dataset) -> tuple[Comparison, ...]:
    users, items = dataset.schema.user_attributes, dataset.schema.item_attributes
    few = [a for a in groupable(dataset) if a.kind == "number" or (a.kind == "category" and a.n_values <= MOST_GROUPS)]
    return (
        *(Comparison("ndcg", a.name) for a in few if a in users),
        *(Comparison("exposure", a.name) for a in few if a in items and a not in users),
    )
