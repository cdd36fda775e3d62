"""From "who could be harmed, and how" to a declared family."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.audit.groupings import DERIVED
from engine.audit.groups import MOST_GROUPS, groupable
from engine.config import AuditConfig, Comparison, plain
from engine.contracts import Dataset, Schema
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
USUAL = ("worse_lists", "unseen")
"""The harms that the one-click default looks at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody answered: which harms, to whom, compared with whom, and how large a gap matters."""

    harms: tuple[str, ...]
    attributes: tuple[str, ...]
    against: Against = "reference"
    references: tuple[tuple[str, str], ...] = ()
    """Named reference groups by attribute; the largest group elsewhere."""
    tolerance: tuple[float, float] = (0.8, 1.25)


def reasons(has: Iterable[Need]) -> dict[str, str]:
    """Harms that can't be measured on a system that has only so much, each with its reason code."""
    there = set(has)
    found = {key: next((MISSING[n] for n in MISSING if n in harm.needs - there), "") for key, harm in HARMS.items()}
    return {key: code for key, code in found.items() if code}


def attributes_of(schema: Schema, side: str) -> tuple[str, ...]:
    """What groups on a side can be made by: the dataset's own columns, then what the training fold gives."""
    own = schema.user_attributes if side == "user" else schema.item_attributes
    derived = [name for name, on in DERIVED.items() if on == side and schema.attribute(name) is None]
    return (*(a.name for a in groupable(schema) if a in own), *derived)


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
        for name in (one for one in plan.attributes if one in attributes_of(schema, harm.side)):
            best = plan.against == "best" and harm.scale != "index"
            reference = None if best or harm.scale == "index" else references.get(name)
            against: Against = "best" if best else "reference"
            found.append(Comparison(harm.metric, name, reference, against, harm.scale, harm.tolerance))
    return tuple(found)


def config(plan: Plan, schema: Schema, k: int | None = None) -> AuditConfig:
    """The audit that a plan asks for."""
    return AuditConfig(k=k, family=family(plan, schema), tolerance=plan.tolerance)


def comparisons(plan: Plan, dataset: Dataset | Schema, counts: Mapping[str, int]) -> int:
    """How many gaps the plan declares, given the number of shown groups of each attribute."""
    schema = dataset if isinstance(dataset, Schema) else dataset.schema
    total = 0
    for one in family(plan, schema):
        groups = counts.get(one.attribute, MOST_GROUPS)
        total += groups * (groups - 1) // 2 if one.against == "best" else 1 if one.scale == "index" else groups - 1
    return total


def assignments(of: AuditConfig) -> tuple[str, ...]:
    """The config as `--set` assignments of `equipoise audit`: what a job, or a reader of the plan, types."""
    usual_config = plain(AuditConfig())
    found = []
    for name, value in plain(of).items():
        if name == "family":
            found += [
                f"family.{place}.{field}={_text(part)}"
                for place, one in enumerate(value)
                for field, part in one.items()
                if part is not None
            ]
        elif name == "cohorts":
            found += [
                f"cohorts.{place}.{field}={_text(part)}"
                for place, one in enumerate(value)
                for field, part in one.items()
            ]
        elif value != usual_config[name]:
            found.append(f"{name}={_text(value)}")
    return tuple(found)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
