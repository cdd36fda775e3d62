"""Three or more audited runs: a column a run, the baseline first."""

from collections.abc import Sequence
from typing import Any

from engine.contracts import AuditTable, Run
from engine.report.compare import declared, notes, side
from engine.words import method, metrics

Audited = Sequence[tuple[Run, AuditTable]]


def several(audited: Audited) -> dict[str, Any]:
    """Overall numbers and declared gaps of every run; None where a run does not have one."""
    tables = [table for _run, table in audited]
    baseline = audited[0][0]
    codes = dict.fromkeys(code for run, _table in audited[1:] for code in notes(baseline, run))
    keys = metrics.ordered({key for table in tables for key in table.overall})
    overall = [{"metric": key, "values": [table.overall.get(key) for table in tables]} for key in keys]
    return {
        "notes": [method.comparison(code) for code in codes],
        "overall": [line for line in overall if any(value is not None for value in line["values"])],
        "gaps": _gaps(tables),
    }


def names(audited: Audited, summaries: Sequence[str]) -> list[str]:
    """The runs' summaries; with the beginning of the id where two are alike."""
    return [
        text if list(summaries).count(text) == 1 else f"{text} · {run.id[:6]}"
        for (run, _table), text in zip(audited, summaries, strict=True)
    ]


def _gaps(tables: Sequence[AuditTable]) -> list[dict[str, Any]]:
    found = [declared(table) for table in tables]
    return [
        {
            "metric": key[0],
            "parameters": dict(key[1]),
            "side": key[2],
            "attribute": key[3],
            "group": key[4],
            "reference": key[5],
            "sides": [side(rows.get(key)) for rows in found],
        }
        for key in dict.fromkeys(key for rows in found for key in rows)
    ]
