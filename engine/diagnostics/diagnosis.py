"""All that is known of a log and of what can be done with it, in one record that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from engine.audit.groups import Groups
from engine.contracts import Dataset, Finding
from engine.data.split import Log
from engine.diagnostics.activity import Activity, activity
from engine.diagnostics.adjusted import AdjustedViews, adjusted
from engine.diagnostics.balance import Balance
from engine.diagnostics.calibration import Calibration
from engine.diagnostics.feedback import Feedback, feedback
from engine.diagnostics.levels import Level
from engine.diagnostics.outcome import outcome
from engine.diagnostics.overlap import Overlap
from engine.diagnostics.popularity import Popularity, popularity
from engine.diagnostics.quality import Quality, quality
from engine.diagnostics.support import Support
from engine.diagnostics.sweep import Sweep
from engine.diagnostics.times import Times, times
from engine.diagnostics.weights import Weights
from engine.diagnostics.writers import Writers, writers
from engine.propensity import PROPENSITIES

Judged = Overlap | Weights | Balance | Calibration | Sweep


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What all rows of the log show, and what each propensity, fitted on the training fold, makes of it.

    `writers`: one for each attribute of users that makes groups. `times`: None where there are no timestamps.
    `support`: by propensity. `findings`: those of the log, then those of each propensity, named in their facts.
    `adjusted`: mean outcomes by group with popularity or activity held equal; None where all outcomes are the same.
    """

    dataset: str
    quality: Quality
    activity: Activity
    writers: tuple[Writers, ...]
    popularity: Popularity
    feedback: Feedback
    times: Times | None
    support: Mapping[str, Support]
    findings: tuple[Finding, ...]
    adjusted: AdjustedViews | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a diagnosis to look at: `of` is the attribute or the propensity where there are several.

    `facts`: the part's numbers and names by field, for its sentence (`engine.words.diagnostics.verdict`).
    """

    key: str
    verdict: Level
    facts: Mapping[str, Any]
    of: str = ""


def portray(dataset: Dataset, log: Log, groups: Sequence[Groups]) -> Diagnosis:
    """The diagnosis without propensities. `groups`: of each attribute of users that makes any."""
    schema = dataset.schema
    counts, findings = quality(dataset, log)
    by_user = np.bincount(log.pairs.users, minlength=schema.n_users)
    of = outcome(log.pairs, schema.feedback_kind, schema.relevance, schema.n_users)
    return Diagnosis(
        dataset=dataset.id,
        quality=counts,
        activity=activity(by_user),
        writers=tuple(writers(of, by_user) for of in groups),
        popularity=popularity(np.bincount(log.pairs.items, minlength=schema.n_items)),
        feedback=feedback(log.pairs.feedback, schema.feedback_kind, schema.relevance),
        times=None if log.timestamps is None else times(log.pairs.users, log.timestamps),
        support={},
        findings=findings,
        adjusted=None if of is None else adjusted(of, log.pairs.items, schema.n_items, groups),
    )


def parts(diagnosis: Diagnosis) -> tuple[Part, ...]:
    """Every part with its verdict, in the order in which a page shows them."""
    found = [
        Part("quality", quality_level(diagnosis.findings), _facts(diagnosis.quality)),
        Part("activity", diagnosis.activity.verdict, _facts(diagnosis.activity)),
        *(Part("writers", of.verdict, _facts(of), of.attribute) for of in diagnosis.writers),
        Part("popularity", diagnosis.popularity.verdict, _facts(diagnosis.popularity)),
        Part("feedback", diagnosis.feedback.verdict, _facts(diagnosis.feedback)),
        Part("times", diagnosis.times.verdict, _facts(diagnosis.times))
        if diagnosis.times
        else Part("times", "unknown", {}),
    ]
    for name in (kind for kind in PROPENSITIES if kind in diagnosis.support):
        found += _of_support(diagnosis.support[name], name)
    return tuple(found)


def _of_support(of: Support, name: str) -> list[Part]:
    """The parts of one propensity; those that could not be computed are not known, and have no facts."""
    judged: dict[str, Judged | None] = {
        "overlap": of.overlap,
        "weights": of.weights,
        "balance": of.balance,
        "calibration": of.calibration,
        "sweep": of.sweep,
    }
    found = [
        Part(key, "unknown", {}, name) if part is None else Part(key, part.verdict, _facts(part), name)
        for key, part in judged.items()
    ]
    hidden = of.sensitivity
    facts = {} if hidden is None else {"difference": hidden.overall.reaches[0].least, "flips": hidden.overall.flips}
    return [*found, Part("sensitivity", hidden.verdict if hidden else "unknown", facts, name)]


def quality_level(findings: tuple[Finding, ...]) -> Level:
    """`poor` where a finding about quality is a flag, `weak` where one is a caution."""
    severities = {finding.severity for finding in findings if finding.code.startswith("quality.")}
    return "poor" if "flag" in severities else "weak" if "caution" in severities else "good"


def _facts(part: Any) -> dict[str, Any]:
    """The fields that a sentence can name: no histograms, no curves."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {name: value for name, value in values.items() if not isinstance(value, tuple)}
