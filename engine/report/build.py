"""The report as plain data: every number and every text of the page, ready for JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.config import digest
from engine.contracts import AuditRow, AuditTable, Finding, Run
from engine.report.answered import answered, level
from engine.report.compare import compare
from engine.report.judged import judged, trained
from engine.report.paired import paired
from engine.report.sections import absent, choose, possible, told
from engine.report.several import names, several
from engine.words import _, findings, method, metrics, plural, reports, verdicts
from engine.workspace import DatasetRecord

if TYPE_CHECKING:
    from engine.audit import RunComparison

FORMAT = 2
KEPT = ("exposure", "leakage", "diagnosis", "assumptions", "explanation")
TIMES = ("seconds", "finished", "created", "when")
"""Keys that tell when or how fast something came about."""
ORDER = ("outside", "inconclusive", "within", "refused", "suppressed")


def build(
    record: DatasetRecord,
    audited: Sequence[tuple[Run, AuditTable]],
    sections: Sequence[str] | None = None,
    comparison: "RunComparison | None" = None,
    kept: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Put a dataset and one or more runs with their audits into one report, the baseline first.

    The last pair is the one that the report is about. `sections`: which of `SECTIONS` to show, None for all;
    what was left out is named. `comparison`: the paired one of the same runs. `kept`: what was made before of
    the last run and its log, by section (`diagnosed`, `assumed`, `explained`) or as `search`; what is not there is
    said to be absent, and doubted assumptions and a correction that made it worse are named on top whatever the
    sections. Nothing is computed here, and nothing depends on the time at which it is built: equal input gives an
    equal dict, whose digest is `report`.

    Raises:
        InputError: `report.section`.
    """
    run, table = audited[-1]
    chosen = choose(sections)
    there = possible(len(audited), kept)
    data: dict[str, Any] = {
        "format": FORMAT,
        "title": _("Audit of “{name}”").format(name=record.schema.name or record.id),
        "dataset": _dataset(record),
        "runs": [_run(*pair) for pair in audited],
        "sections": {
            "chosen": list(chosen),
            "shown": [key for key in chosen if key in there],
            "left_out": told(chosen, there),
            "absent": absent(chosen, there, run, len(audited) > 1 and comparison is None),
        },
        "doubts": reports.doubts(_doubted(kept)),
        "audit": _audit(table, chosen),
        "judged": judged(run),
        "trained": trained(run),
        "search": kept.get("search"),
        "history": _history(run, table),
        "estimand": {"key": run.estimand, "text": method.estimand(run.estimand)},
        "method": method.method(*_level(table)),
        "limits": method.limits(),
        "definitions": _definitions(table),
        "verdicts": {key: _term(verdicts.TERMS[key]) for key in verdicts.TERMS},
        "comparison": _comparison(audited, comparison) if "comparison" in chosen else None,
        **{key: kept.get(key) if key in chosen else None for key in KEPT},
    }
    return {"report": digest(_timeless(data)), **data}


def _timeless(value: Any) -> Any:
    """The data without when and how fast it came about: the same audit is the same report anywhere."""
    if isinstance(value, Mapping):
        return {k: _timeless(v) for k, v in value.items() if k not in TIMES}
    return [_timeless(v) for v in value] if isinstance(value, list) else value


def _doubted(kept: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the assumptions that the auditor doubts."""
    stated = kept["assumptions"]["stated"] if "assumptions" in kept else []
    return [one["name"] for one in stated if one["answer"] == "doubted"]


def _comparison(audited: Sequence[tuple[Run, AuditTable]], comparison: "RunComparison | None") -> dict[str, Any] | None:
    """The runs side by side, None for one: two as before and after, more with a column each."""
    if len(audited) < 2:
        return None
    found = compare(*audited[0], *audited[1]) if len(audited) == 2 else several(audited)
    return {
        **found,
        "runs": [run.id for run, _table in audited],
        "names": names(audited, [summary(run.config) for run, _table in audited]),
        "paired": None if comparison is None else paired(comparison),
    }


def _history(run: Run, table: AuditTable) -> str:
    """Whether this audit was made with the run or chosen afterwards; empty where there is no other."""
    others = len(run.audits) - 1
    if run.audit in ("", table.id) and others < 1:
        return ""
    if run.audit in ("", table.id):
        return plural("The run has {n} more audit, made later.", "The run has {n} more audits, made later.", others)
    return _("This audit was made after the run's own, with other settings: read it as exploratory.")


def _dataset(record: DatasetRecord) -> dict[str, Any]:
    schema = record.schema
    return {
        "id": record.id,
        "name": schema.name,
        "created": record.created,
        "users": schema.n_users,
        "items": schema.n_items,
        "interactions": schema.n_interactions,
        "randomized": schema.n_randomized,
        "feedback": schema.feedback_kind,
        "feedback_range": list(schema.feedback_range),
        "relevance": schema.relevance,
        "time_range": list(schema.time_range) if schema.time_range else None,
        "ledgers": [_ledger(ledger) for ledger in record.ledgers],
        "manifest": dict(record.manifest),
    }


def _ledger(ledger: Any) -> dict[str, Any]:
    """Counts only: the examples quote the upload and stay with the workspace."""
    names = ("file", "read", "loaded", "rejected", "duplicates", "blank")
    return {**{name: getattr(ledger, name) for name in names}, "reasons": dict(ledger.reasons)}


def _run(run: Run, table: AuditTable) -> dict[str, Any]:
    return {
        "id": run.id,
        "audit": table.id,
        "summary": summary(run.config),
        "config": dict(run.config),
        "metrics": {part: dict(values) for part, values in run.metrics.items()},
        "overall": dict(table.overall),
        "seconds": dict(run.seconds),
        "manifest": dict(run.manifest),
    }


def summary(config: Mapping[str, Any]) -> str:
    """A run in a line: model × objective × propensity, and its mitigations where it has any."""
    if "model" not in config:
        return _uploaded(config.get("cutoff"))
    kinds = [str(config[part]["kind"]) for part in ("model", "objective", "propensity") if part in config]
    parts = [kind for kind in kinds if kind != "none"]
    stages = ("preprocessing", "inprocessing", "postprocessing")
    steps = [_step(spec) for stage in stages for spec in config.get(stage) or ()]
    seed = _(" · seed {seed}").format(seed=config["seed"]) if config.get("seed") else ""
    return (" × ".join(parts) + (f" + {', '.join(steps)}" if steps else "")).replace("_", " ") + seed


def _step(spec: Mapping[str, Any]) -> str:
    """A mitigation with the attribute that it acts on."""
    attribute = spec.get("params", {}).get("attribute")
    return f"{spec['kind']} ({attribute})" if attribute else str(spec["kind"])


def _uploaded(cutoff: float | None) -> str:
    """Lists from elsewhere, with the day (UTC) from which on their users' behaviour judges them."""
    if cutoff is None:
        return _("uploaded recommendations")
    day = datetime.fromtimestamp(cutoff, UTC).date().isoformat()
    return _("uploaded recommendations of {day}").format(day=day)


def _audit(table: AuditTable, chosen: Sequence[str]) -> dict[str, Any]:
    """The audit's numbers; without the section of groups only the declared comparisons, which have verdicts."""
    rows = [_row(row) for row in table.rows if "groups" in chosen or row.verdict is not None]
    found = findings.by_severity(table.findings) if "findings" in chosen else []
    counted = {key: sum(row.verdict == key for row in table.rows) for key in ORDER}
    return {
        "id": table.id,
        "config": dict(table.config),
        "answers": answered(table),
        "method": {**table.method, "text": level(table)},
        "counts": counted,
        "rows": rows,
        "overall": {key: table.overall[key] for key in metrics.ordered(table.overall)},
        "findings": [_finding(finding) for finding in found],
    }


def _row(row: AuditRow) -> dict[str, Any]:
    values = asdict(row)
    return {**values, "parameters": dict(row.parameters), "tolerance": list(row.tolerance)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "facts": dict(finding.facts),
        "text": findings.say(finding),
    }


def _definitions(table: AuditTable) -> dict[str, Any]:
    """The words of every metric that occurs, in the order of the metrics' table."""
    keys = [row.metric for row in table.rows] + [key.partition("@")[0] for key in table.overall]
    return {key: _term(metrics.term(key)) for key in metrics.ordered(dict.fromkeys(keys))}


def _term(term: Any) -> dict[str, str]:
    return {name: getattr(term, name) for name in ("name", "definition", "formula", "caveat", "example")}


def _level(table: AuditTable) -> tuple[float, tuple[float, float]]:
    low, high = table.config.get("tolerance", (0.8, 1.25))
    return float(table.config.get("level", 0.05)), (float(low), float(high))
