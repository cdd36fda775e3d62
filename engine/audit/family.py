"""The declared family: which comparisons get verdicts."""

from dataclasses import replace
from typing import Any

from engine.audit.groupings import DERIVED, canonical, side_of
from engine.audit.groups import groupable
from engine.audit.system import System
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset, Schema
from engine.errors import InputError
from engine.metrics import ITEM_METRICS, LIST_METRICS, PAIR_METRICS, RANGE_METRICS, SPREAD_METRICS, USER_METRICS

MOST_GROUPS = 12
"""Attributes with more groups stay out of the default family: each comparison widens all intervals."""
INDICES = frozenset({*LIST_METRICS, *SPREAD_METRICS, *RANGE_METRICS, *PAIR_METRICS})
"""Metrics that say one number of all groups: their scale is an index."""
SIGNED = frozenset(key for key, kind in USER_METRICS.items() if kind.SCALE == "difference")
"""Metrics of either sign: a ratio of them means nothing, whatever it happens to be."""
ON_USERS = (*USER_METRICS, *RANGE_METRICS, *PAIR_METRICS)
ON_ITEMS = (*ITEM_METRICS, *LIST_METRICS, *SPREAD_METRICS)


def resolve(config: AuditConfig, dataset: Dataset, system: System) -> AuditConfig:
    """The config with everything written out and checked, for this system's lists.

    The default family: NDCG between the groups of each attribute of users, exposure between those
    of each attribute of items, for attributes of at most 12 groups that take one value each.

    Raises:
        InputError: `audit.k` where k is longer than the lists; `audit.duplicate` where a comparison is
            declared twice; `audit.metric` where a metric does not exist or does not fit the side; `audit.scale`
            where it is an index and the comparison is not, or the other way round, or a metric of either sign and the
            comparison a ratio; `audit.cohort_name`;
            `audit.categories`, `audit.slice` where test pairs have no scores.
    """
    length = system.lists.items.shape[1]
    k = config.k or length
    if k > length:
        raise InputError("audit.k", k=k, length=length)
    if config.candidates == "slice" and (system.scores is None or not len(system.test)):
        raise InputError("audit.slice")
    _check_cohorts(config, dataset.schema)
    family = tuple(
        replace(one, attribute=canonical(one.attribute, dataset.schema)) for one in config.family or _default(dataset)
    )
    _check(family, dataset.schema, config)
    return replace(
        config,
        k=k,
        family=family,
        groupings=tuple(dict.fromkeys(canonical(name, dataset.schema) for name in config.groupings)),
        relevance=system.relevance if config.relevance == "run" else config.relevance,
        categories=categories_of(config, dataset),
    )


def judged_by(config: AuditConfig, system: System) -> System:
    """The system with the relevance threshold of a resolved config."""
    relevance: Any = config.relevance
    return replace(system, relevance=relevance)


def categories_of(config: AuditConfig, dataset: Dataset) -> str | None:
    """The item attribute that calibration and diversity speak of: one of several values first; None without any."""
    known = [a.name for a in groupable(dataset) if a in dataset.schema.item_attributes and a.kind != "number"]
    if config.categories is not None and config.categories not in known:
        raise InputError("audit.categories", attribute=config.categories, known=known)
    several = next((name for name in known if _kind(dataset, name) == "multi"), None)
    return config.categories or several or (known[0] if known else None)


def _kind(dataset: Dataset, name: str) -> str:
    attribute = dataset.schema.attribute(name)
    return attribute.kind if attribute else ""


def _check_cohorts(config: AuditConfig, schema: Schema) -> None:
    names = [one.name for one in config.cohorts]
    for name in names:
        if names.count(name) > 1 or schema.attribute(name) is not None or name in DERIVED:
            raise InputError("audit.cohort_name", name=name)


def _check(family: tuple[Comparison, ...], schema: Schema, config: AuditConfig) -> None:
    asked = [(comparison.metric, comparison.attribute) for comparison in family]
    for metric, attribute in asked:
        if asked.count((metric, attribute)) > 1:
            raise InputError("audit.duplicate", metric=metric, attribute=attribute)
    for comparison in family:
        on_items = side_of(comparison.attribute, schema, config.cohorts) == "item"
        known = ON_ITEMS if on_items else ON_USERS
        if comparison.metric not in known:
            raise InputError(
                "audit.metric", metric=comparison.metric, attribute=comparison.attribute, known=list(known)
            )
        _check_scale(comparison)
        signed = comparison.metric in SIGNED and comparison.scale == "ratio"
        if signed or (comparison.metric in INDICES) != (comparison.scale == "index"):
            raise InputError("audit.scale", metric=comparison.metric, scale=comparison.scale)


def _check_scale(comparison: Comparison) -> None:
    """What the data may not choose, and differences of roots, whose simultaneous level would be that of squares."""
    kind = USER_METRICS.get(comparison.metric) or ITEM_METRICS.get(comparison.metric)
    if kind is not None and comparison.against == "best" and kind.BETTER == "neither":
        raise InputError("audit.best_neither", metric=comparison.metric)
    if comparison.scale == "difference" and getattr(kind, "TRANSFORM", "identity") == "sqrt":
        raise InputError("audit.scale", metric=comparison.metric, scale=comparison.scale)


def _default(dataset: Dataset) -> tuple[Comparison, ...]:
    users, items = dataset.schema.user_attributes, dataset.schema.item_attributes
    few = [a for a in groupable(dataset) if a.kind == "number" or (a.kind == "category" and a.n_values <= MOST_GROUPS)]
    return (
        *(Comparison("ndcg", a.name) for a in few if a in users),
        *(Comparison("exposure", a.name) for a in few if a in items and a not in users),
    )
