"""From "who could be harmed, and how" to a declared family."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

from engine.audit.groupings import CROSS, DERIVED, parts_of, side_of
from engine.audit.groups import MOST_GROUPS, groupable
from engine.config import AuditConfig, Cohort, Comparison, plain
from engine.contracts import AuditTable, Dataset, Schema
from engine.errors import InputError
from engine.metrics import RANGE_METRICS, SPREAD_METRICS, TABLES
from engine.metrics.material import MISSING, Need

Against = Literal["reference", "best"]


@dataclass(frozen=True, slots=True)
class Harm:
    """A way in which people, or those who supply items, can be harmed, and the metric that would show it.

    `tolerance`: None where the audit's band of ratios is meant; else the band that the guide proposes, on `scale`.
    """

    side: Literal["user", "item"]
    metric: str
    needs: frozenset[Need] = frozenset()
    scale: Literal["ratio", "difference", "index"] = "ratio"
    tolerance: tuple[float, float] | None = None


HARMS: Mapping[str, Harm] = {
    "worse_lists": Harm("user", "ndcg", frozenset({"test"})),
    "left_out": Harm("user", "hit_rate", frozenset({"test"})),
    "wrong_predictions": Harm("user", "rmse", frozenset({"test", "scale"})),
    "turned_down": Harm("user", "true_positive_rate", frozenset({"test", "negatives"})),
    "bothered": Harm("user", "false_positive_rate", frozenset({"test", "negatives"})),
    "misread": Harm("user", "calibration", frozenset({"categories", "history"})),
    "mainstreamed": Harm("user", "average_popularity"),
    "unseen": Harm("item", "exposure"),
    "below_merit": Harm("item", "treatment", frozenset({"test"})),
    "missed": Harm("item", "hit_share", frozenset({"test"})),
    "uneven": Harm("item", "rsp", frozenset(), "index", (0.0, 0.25)),
}
"""In the order in which they are offered. Tolerances are proposals: what is acceptable is the reader's to say."""
USUAL_FIELDS = {"reference": None, "against": "reference", "scale": "ratio", "tolerance": None}
"""Fields of a comparison as they are where nobody sets them."""
USUAL = ("worse_lists", "unseen")
"""The harms that the one-click default looks at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody answered: which harms, to whom, compared with whom, and how large a gap matters.

    `attributes`: columns, levels of activity or popularity, intersections, names of `cohorts`.
    """

    harms: tuple[str, ...]
    attributes: tuple[str, ...]
    against: Against = "reference"
    references: tuple[tuple[str, str], ...] = ()
    """Named reference groups by attribute; the largest group elsewhere."""
    tolerance: tuple[float, float] = (0.8, 1.25)
    cohorts: tuple[Cohort, ...] = ()


def reasons(has: Iterable[Need]) -> dict[str, str]:
    """Harms that can't be measured on a system that has only so much, each with its reason code."""
    there = set(has)
    found = {key: next((MISSING[n] for n in MISSING if n in harm.needs - there), "") for key, harm in HARMS.items()}
    return {key: code for key, code in found.items() if code}


def unmeasurable(table: AuditTable) -> dict[str, str]:
    """Harms whose metric a kept audit has not, though it has others of that side, each with its reason code.

    What the system has is read off the metrics that could be computed. Without any group on a side nothing is known.
    """
    there = {(row.side, row.metric) for row in table.rows if row.reason not in MISSING.values()}
    has = {need for metrics in TABLES for key in metrics if _any(key, there) for need in metrics[key].NEEDS}
    lacking = reasons(has)
    sides = {side for side, _metric in there}
    return {
        key: lacking.get(key, "undefined")
        for key, harm in HARMS.items()
        if harm.side in sides and (harm.side, harm.metric) not in there
    }


def _any(metric: str, there: set[tuple[Literal["user", "item"], str]]) -> bool:
    return ("user", metric) in there or ("item", metric) in there


def attributes_of(schema: Schema, side: str) -> tuple[str, ...]:
    """What groups on a side can be made by: the dataset's own columns, then what the training fold gives."""
    own = schema.user_attributes if side == "user" else schema.item_attributes
    derived = [name for name, on in DERIVED.items() if on == side and schema.attribute(name) is None]
    return (*(a.name for a in groupable(schema) if a in own), *derived)


def check(plan: Plan, schema: Schema) -> None:
    """Whether everything that a plan names exists.

    Raises:
        InputError: `audit.attribute_unknown`, `plan.harm`.
    """
    known = [*attributes_of(schema, "user"), *attributes_of(schema, "item"), *(one.name for one in plan.cohorts)]
    for name in (part for one in plan.attributes for part in ((one,) if one in known else parts_of(one))):
        if name not in known:
            raise InputError("audit.attribute_unknown", attribute=name, known=known)
    for name, _group in plan.references:
        if name not in plan.attributes:
            raise InputError("audit.attribute_unknown", attribute=name, known=list(plan.attributes))
    for key in plan.harms:
        if key not in HARMS:
            raise InputError("plan.harm", harm=key, known=list(HARMS))


def usual(schema: Schema) -> Plan:
    """The default: worse lists for any group of users, less exposure for any group of items, 80 to 125%."""
    names = [a.name for a in groupable(schema) if a.kind == "number" or (a.kind == "category" and a.n_values <= 12)]
    return Plan(USUAL, tuple(names))


def family(plan: Plan, schema: Schema) -> tuple[Comparison, ...]:
    """One comparison a harm and attribute of its side, in the order of the harms."""
    references = dict(plan.references)
    found = []
    for key in plan.harms:
        harm = HARMS[key]
        for name in (one for one in plan.attributes if _on_side(one, plan, schema, harm.side)):
            best = plan.against == "best" and harm.scale != "index"
            reference = None if best or harm.scale == "index" else references.get(name)
            against: Against = "best" if best else "reference"
            found.append(Comparison(harm.metric, name, reference, against, harm.scale, harm.tolerance))
    return tuple(found)


def config(plan: Plan, schema: Schema, k: int | None = None) -> AuditConfig:
    """The audit that a plan asks for."""
    asked = tuple(one for one in plan.cohorts if one.name in plan.attributes)
    return AuditConfig(k=k, family=family(plan, schema), tolerance=plan.tolerance, cohorts=asked)


def comparisons(plan: Plan, dataset: Dataset | Schema, counts: Mapping[str, int]) -> int:
    """How many gaps the plan declares, given the number of shown groups of each attribute."""
    schema = dataset if isinstance(dataset, Schema) else dataset.schema
    return sum(gaps(one, counts) for one in family(plan, schema))


def gaps(one: Comparison, counts: Mapping[str, int]) -> int:
    """How many gaps one declared comparison counts, given the number of shown groups of each attribute.

    An intersection whose groups nobody has counted has at most one a combination.
    """
    groups = counts.get(one.attribute)
    if one.scale == "index":
        return _values(one.metric, groups or 1)
    if groups is None:
        parts = parts_of(one.attribute)
        groups = min(MOST_GROUPS, prod(counts.get(part, MOST_GROUPS) for part in parts))
    return groups * (groups - 1) // 2 if one.against == "best" else max(0, groups - 1)


def _values(metric: str, groups: int) -> int:
    """The intervals that an index is made of: one a group and rate, one in all for a mean over users' lists."""
    if metric in RANGE_METRICS:
        return len(RANGE_METRICS[metric].BASES) * groups
    return groups if metric in SPREAD_METRICS else 1


def assignments(of: AuditConfig) -> tuple[str, ...]:
    """The config as `--set` assignments of `equipoise audit`: what a job, or a reader of the plan, types."""
    usual_config = plain(AuditConfig())
    found = []
    for name, value in plain(of).items():
        if name in ("family", "cohorts"):
            found += [
                f"{name}.{place}.{field}={_text(part)}"
                for place, one in enumerate(value)
                for field, part in one.items()
                if part != USUAL_FIELDS.get(field)
            ]
        elif value != usual_config[name]:
            found.append(f"{name}={_text(value)}")
    return tuple(found)


def _on_side(name: str, plan: Plan, schema: Schema, side: str) -> bool:
    """Whether groups of that name are of this side; a column may be of both."""
    if name in (one.name for one in plan.cohorts) or (CROSS in name and schema.attribute(name) is None):
        return side_of(name, schema, plan.cohorts) == side
    return name in attributes_of(schema, side)


def _text(value: Any) -> str:
    """JSON, but for texts that are read as such without quotes (`engine.cli.settings`)."""
    if isinstance(value, str) and "," not in value and not _is_json(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True
