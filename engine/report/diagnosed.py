"""A kept diagnosis as plain data: the verdict on each part in words, counts of the log, what weights can do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from engine.diagnostics import Diagnosis, Part, Support, parts
from engine.words import attributes, findings, reports
from engine.words.combinations import PROPENSITIES
from engine.words.diagnostics import LEVELS, PARTS, verdict

WORST_FIRST = ("poor", "weak", "unknown", "good")
USUAL = "logistic"
"""The propensity whose overlap is drawn where the run uses none: it knows the attributes."""


def diagnosed(diagnosis: Diagnosis, config: Mapping[str, Any], own: bool) -> dict[str, Any]:
    """The section of a diagnosis; of propensities, the parts of the run's own.

    `config`: of the run; `own`: whether it was made with the run's split and seed.
    """
    shown = [part for part in parts(diagnosis) if part.of not in PROPENSITIES or part.of == _drawn(config)]
    ordered = sorted(shown, key=lambda part: WORST_FIRST.index(part.verdict))
    return {
        "basis": reports.basis(own),
        "parts": [_part(part) for part in ordered],
        "levels": {level: {"name": LEVELS[level].name, "definition": LEVELS[level].definition} for level in LEVELS},
        "quality": reports.quality(asdict(diagnosis.quality)),
        "support": list(_supports(diagnosis)),
        "overlap": _overlap(diagnosis.support, _drawn(config)),
        "findings": [
            {"code": one.code, "severity": one.severity, "facts": dict(one.facts), "text": findings.say(one)}
            for one in findings.by_severity([one for one in diagnosis.findings if one.code.startswith("quality.")])
        ],
    }


def _part(part: Part) -> dict[str, str]:
    of = attributes.name(part.of) if part.key == "writers" else PROPENSITIES[part.of].name if part.of else ""
    return {
        "key": part.key,
        "of": part.of,
        "name": f"{PARTS[part.key].name}: {of}" if of else PARTS[part.key].name,
        "verdict": part.verdict,
        "text": verdict(part.key, part.verdict, part.facts),
    }


def _supports(diagnosis: Diagnosis) -> Iterator[dict[str, Any]]:
    """Each propensity with its sentence and its numbers."""
    for kind, of in diagnosis.support.items():
        told = [one for one in diagnosis.findings if one.facts.get("propensity") == kind]
        yield {
            "kind": kind,
            "name": PROPENSITIES[kind].name,
            "caveat": PROPENSITIES[kind].caveat,
            "verdict": of.verdict,
            "text": " ".join(findings.say(one) for one in told),
            "rows": of.weights.n,
            "effective": of.weights.effective,
            "effective_share": of.weights.effective_share,
            "below_floor": None if of.overlap is None else of.overlap.below_floor,
            "distance": None if of.overlap is None else of.overlap.distance,
            "total": of.weights.total,
        }


def _drawn(config: Mapping[str, Any]) -> str:
    kind = str(config.get("propensity", {}).get("kind", "none"))
    return USUAL if kind == "none" else kind


def _overlap(supports: Mapping[str, Support], kind: str) -> dict[str, Any] | None:
    """The histograms of one propensity; None where it was not looked at, or has none."""
    of = supports[kind].overlap if kind in supports else None
    if of is None:
        return None
    values: dict[str, Sequence[float]] = {"edges": of.edges, "observed": of.observed, "eligible": of.eligible}
    return {"kind": kind, "name": PROPENSITIES[kind].name, **{name: list(found) for name, found in values.items()}}
