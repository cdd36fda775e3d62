"""In what two runs differ, in words: parts, their parameters, mitigations, settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engine.words import _, attributes, combinations, mark, parameters, weighing
from engine.words.terms import Term

PARTS: dict[str, tuple[str, Mapping[str, Term]]] = {
    "model": (mark("Scorer"), combinations.MODELS),
    "objective": (mark("Objective"), combinations.OBJECTIVES),
    "propensity": (mark("Propensity"), combinations.PROPENSITIES),
    "validation": (mark("Validation weighted by"), combinations.PROPENSITIES),
}
STAGES: dict[str, str] = {
    "preprocessing": mark("Mitigation before training"),
    "inprocessing": mark("Mitigation in training"),
    "postprocessing": mark("Mitigation after training"),
}
OTHERS: dict[str, str] = {
    "split.valid": mark("Share for validation"),
    "split.test": mark("Share for the test"),
    "evaluation.k_max": mark("Candidates kept for each user"),
    "evaluation.relevance": mark("A positive from"),
    "split.aside": mark("Share of users set aside for propensities"),
    "twin": mark("Uncorrected twin beside it"),
}
BEFORE: dict[str, Any] = {
    "split.aside": 0.0,
    "eligible.windows": "none",
    "eligible.filters": [],
    "weighting.calibrate": "none",
}
"""What runs did that are older than the setting."""
NOTHING: dict[str, str] = {"off": mark("none"), "absent": mark("–")}


@dataclass(frozen=True, slots=True)
class Differing:
    """A setting in which two runs differ, and what each has. `mitigation`: whether it is a strategy."""

    name: str
    before: str
    after: str
    mitigation: bool = False


def differing(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Differing]:
    """The settings in which two canonical configs differ, in the order of the work."""
    if "model" not in first or "model" not in second:
        named = _source(first), _source(second)
        return [Differing(_("Lists"), *named)] if named[0] != named[1] else []
    return [*_parts(first, second), *_stages(first, second), *_settings(first, second)]


def short(found: list[Differing]) -> str:
    """The differences in a few words: what the second run has; empty where there are none."""
    return ", ".join(
        one.after if one.mitigation and one.after != _(NOTHING["off"]) else f"{one.name} {one.after}" for one in found
    )


def step(spec: Mapping[str, Any]) -> str:
    """A mitigation with its attribute: `Exposure re-ranking (Provider group)`."""
    kind, attribute = spec["kind"], spec.get("params", {}).get("attribute")
    name = combinations.MITIGATIONS[kind].name if kind in combinations.MITIGATIONS else str(kind)
    return f"{name} ({attributes.name(str(attribute))})" if attribute else name


def _source(config: Mapping[str, Any]) -> str:
    """Where the lists of a run come from."""
    if "model" in config:
        return _("trained here")
    if config.get("cutoff") is None:
        return _("uploaded, file {digest}").format(digest=str(config.get("recommendations"))[:8])
    day = datetime.fromtimestamp(config["cutoff"], UTC).date().isoformat()
    return _("uploaded, of {day}, file {digest}").format(day=day, digest=str(config.get("recommendations"))[:8])


def _parts(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Differing]:
    for part, (label, words) in PARTS.items():
        one, two = (config.get(part) or {"kind": "none"} for config in (first, second))
        if part == "validation" and all(_as_in_training(config) for config in (first, second)):
            continue
        if one["kind"] != two["kind"]:
            yield Differing(_(label), _kind(words, one), _kind(words, two))
        else:
            yield from _parameters(_(label), one.get("params", {}), two.get("params", {}))


def _as_in_training(config: Mapping[str, Any]) -> bool:
    """Whether validation is weighted as training is: then it follows from the propensity. So it does in old runs."""
    return config.get("validation") in (None, config.get("propensity"))


def _kind(words: Mapping[str, Term], part: Mapping[str, Any]) -> str:
    return words[part["kind"]].name if part["kind"] in words else str(part["kind"])


def _parameters(label: str, one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[Differing]:
    for key in dict.fromkeys([*one, *two]):
        if one.get(key) != two.get(key):
            yield Differing(f"{label}, {_parameter(key).lower()}", _value(one.get(key)), _value(two.get(key)))


def _stages(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Differing]:
    for stage, label in STAGES.items():
        one, two = (list(config.get(stage) or ()) for config in (first, second))
        if one == two:
            continue
        say = _full if list(map(step, one)) == list(map(step, two)) else step  # they differ in strength alone
        before, after = (", ".join(map(say, of)) or _(NOTHING["off"]) for of in (one, two))
        yield Differing(_(label), before, after, mitigation=True)


def _full(spec: Mapping[str, Any]) -> str:
    own = [f"{_parameter(k).lower()} {_value(v)}" for k, v in spec.get("params", {}).items() if k != "attribute"]
    return ", ".join([step(spec), *own])


def _settings(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Differing]:
    one, two = (dict(_flat(config)) for config in (first, second))
    for key in dict.fromkeys([*one, *two]):
        before, after = (of.get(key, BEFORE.get(key)) for of in (one, two))
        if before != after:
            yield Differing(_setting(key), _chosen(key, before), _chosen(key, after))


def _flat(config: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "seed", config.get("seed")
    for part in ("split", "eligible", "weighting", "training", "evaluation"):
        for key, value in (config.get(part) or {}).items():
            yield f"{part}.{key}", value
    yield "twin", config.get("twin", True)


def _chosen(setting: str, value: object) -> str:
    """A value by the words of its setting, where it has some of its own."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _(NOTHING["off"])
    own = weighing.CHOICES.get(setting, {})
    return weighing.choice(setting, str(value)) if value in own else _value(value)


def _setting(key: str) -> str:
    if key in OTHERS:
        return _(OTHERS[key])
    return parameters.SETTINGS[key].name if key in parameters.SETTINGS else key.replace("_", " ")


def _parameter(key: str) -> str:
    return parameters.PARAMETERS[key].name if key in parameters.PARAMETERS else key.replace("_", " ")


def _value(value: object) -> str:
    if value is None:
        return _(NOTHING["absent"])
    named = parameters.SPLITS | parameters.CHOICES
    if isinstance(value, str) and value in named:
        return _(named[value])
    return f"{value:g}" if isinstance(value, float) else str(value)
