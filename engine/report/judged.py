"""How good a run is beside simple scorers, on the same test, as plain data; and what is known of its correction."""

from collections.abc import Mapping
from typing import Any

from engine.contracts import Run
from engine.report.standing import ERRORS, Intervals, standing, within
from engine.words import _, findings
from engine.words import judged as words
from engine.words.combinations import PROPENSITIES

BESIDE = ("bias", "popularity", "random")
SAMPLES = {"run": "test", "weighted": "weighted"}
"""What the intervals of a column are called in a run."""
PLACES = 5
"""Length of the ranking among judged pairs."""


def judged(run: Run) -> dict[str, Any] | None:
    """The table of a run: `columns` (scorers), `rows`, `notes`. A row has `values`, one or None for every scorer, and
    `within`, the intervals of those that have one.

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
        "rows": [_row(key, numbers, run.intervals) for key in shown],
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


def _row(key: str, numbers: Mapping[str, Mapping[str, float | None]], intervals: Intervals) -> dict[str, Any]:
    term = words.metric(key)
    values = {name: of.get(key) for name, of in numbers.items()}
    told = {name: within(intervals.get(SAMPLES[name], {}), key) for name in numbers if name in SAMPLES}
    shown = {name: list(of) for name, of in told.items() if of is not None}
    return {"key": key, "name": term.name, "definition": term.definition, "values": values, "within": shown}


def _propensity(run: Run) -> str:
    kind = str(run.config.get("validation", {}).get("kind", "none"))
    return PROPENSITIES[kind].name if kind in PROPENSITIES else kind


def _notes(
    run: Run, numbers: Mapping[str, Mapping[str, float | None]], shown: list[str], absent: list[str]
) -> list[dict[str, str]]:
    """Sentences below the table, each with a severity: a caution for a simple scorer that is not beaten."""
    said = [("note", _(words.ABOUT[run.estimand]))] if run.estimand in words.ABOUT else []
    if any(run.intervals.get(of) for of in SAMPLES.values()):
        said.append(("note", _(words.WITHIN)))
    for name in BESIDE:
        said += standing(name, numbers["run"], numbers.get(name, {}), run.intervals.get(f"test less {name}", {}), shown)
    if f"ndcg@{PLACES}_all" in shown:
        said.append(("note", _(words.NDCG)))
    if "weighted" in numbers:
        said.append(("note", _(words.WEIGHTED).format(propensity=_propensity(run))))
    if any(of.get(key) is None for of in numbers.values() for key in shown):
        said.append(("note", _(words.ABSENT)))
    if absent:
        said.append(("note", _(words.UNDEFINED).format(names=", ".join(words.metric(key).name for key in absent))))
    return [{"severity": severity, "text": text} for severity, text in said]
