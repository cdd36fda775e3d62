"""How good a run is beside simple scorers, on the same test, as plain data; and what is known of its correction."""

from collections.abc import Mapping
from typing import Any

from engine.contracts import Run
from engine.words import _, findings
from engine.words import judged as words
from engine.words.combinations import PROPENSITIES

BESIDE = ("bias", "popularity", "random")
ERRORS = ("mse", "mae")
"""Numbers that are better when smaller."""
PLACES = 5
"""Length of the ranking among judged pairs."""


def judged(run: Run) -> dict[str, Any] | None:
    """The table of a run: `columns` (scorers), `rows` (numbers, each with a value or None for every scorer), `notes`.

    Columns are the run, its numbers weighted by 1/p where there are some, user and item means, popularity, random
    scores. Rows are the errors, AUC and NDCG among judged pairs and NDCG of lists; those that no scorer has
    are named in the notes. None for a run that was not judged so: one of an earlier version, or uploaded lists.
    """
    if not run.beside:
        return None
    numbers = _numbers(run)
    keys = _metrics(run)
    shown = [key for key in keys if any(of.get(key) is not None for of in numbers.values())]
    propensity = _propensity(run)
    return {
        "estimand": run.estimand,
        "columns": [{"key": key, "name": words.scorer(key, propensity)} for key in numbers],
        "rows": [_row(key, numbers) for key in shown],
        "notes": _notes(run, numbers, shown, [key for key in keys if key not in shown]),
    }


def trained(run: Run) -> list[dict[str, Any]]:
    """What training itself found, in sentences, the flagged first: whether the correction helped; empty without."""
    ordered = findings.by_severity(run.findings)
    return [{"code": f.code, "severity": f.severity, "facts": dict(f.facts), "text": findings.say(f)} for f in ordered]


def _numbers(run: Run) -> dict[str, Mapping[str, float | None]]:
    beside = {key: run.beside[key] for key in BESIDE if key in run.beside}
    weighted = {"weighted": run.metrics["weighted"]} if "weighted" in run.metrics else {}
    every = {"run": run.metrics.get("test", {}), **weighted, **beside}
    return {name: _pooled(of) for name, of in every.items()}


def _pooled(numbers: Mapping[str, float | None]) -> Mapping[str, float | None]:
    """Errors over pairs, as risks are defined; the users' means have other keys beside them, or none."""
    return {**numbers, **{key: numbers.get(f"{key}_by_pair", numbers.get(key)) for key in ERRORS}}


def _metrics(run: Run) -> list[str]:
    """The rows. With lists of 5, one name stands for two numbers: it is that of judged pairs on a randomized test."""
    k = run.config.get("evaluation", {}).get("k", PLACES)
    lists = f"ndcg@{k}"
    if k != PLACES:
        return [*words.METRICS, lists]
    return [key for key in words.METRICS if key != lists or run.estimand == "randomized exposure"]


def _row(key: str, numbers: Mapping[str, Mapping[str, float | None]]) -> dict[str, Any]:
    term = words.metric(key)
    values = {name: of.get(key) for name, of in numbers.items()}
    return {"key": key, "name": term.name, "definition": term.definition, "values": values}


def _propensity(run: Run) -> str:
    kind = str(run.config.get("validation", {}).get("kind", "none"))
    return PROPENSITIES[kind].name if kind in PROPENSITIES else kind


def _notes(
    run: Run, numbers: Mapping[str, Mapping[str, float | None]], shown: list[str], absent: list[str]
) -> list[dict[str, str]]:
    """Sentences below the table, each with a severity: a caution for a simple scorer that is not beaten."""
    said = [("note", _(words.ABOUT[run.estimand]))] if run.estimand in words.ABOUT else []
    said += [("caution", text) for text in _behind(numbers, shown)]
    if f"ndcg@{PLACES}_all" in shown:
        said.append(("note", _(words.NDCG)))
    if "weighted" in numbers:
        said.append(("note", _(words.WEIGHTED).format(propensity=_propensity(run))))
    if any(of.get(key) is None for of in numbers.values() for key in shown):
        said.append(("note", _(words.ABSENT)))
    if absent:
        said.append(("note", _(words.UNDEFINED).format(names=", ".join(words.metric(key).name for key in absent))))
    return [{"severity": severity, "text": text} for severity, text in said]


def _behind(numbers: Mapping[str, Mapping[str, float | None]], shown: list[str]) -> list[str]:
    """The simple scorers that the run does not beat, and by which numbers."""
    found = []
    for name in BESIDE:
        lost = [key for key in shown if _not_better(key, numbers["run"].get(key), numbers.get(name, {}).get(key))]
        if lost:
            named = ", ".join(words.metric(key).name for key in lost)
            found.append(_(words.BEHIND).format(name=words.scorer(name), metrics=named))
    return found


def _not_better(key: str, own: float | None, other: float | None) -> bool:
    if own is None or other is None:
        return False
    return own >= other if key in ERRORS else own <= other
