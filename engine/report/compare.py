"""Two audited runs side by side: the numbers of the whole system, and each gap before and after."""

from collections.abc import Mapping
from typing import Any

from engine.contracts import AuditRow, AuditTable, Run
from engine.words import method, metrics

Key = tuple[str, tuple[tuple[str, str | int | float | None], ...], str, str, str, str]


def compare(before: Run, first: AuditTable, after: Run, second: AuditTable) -> dict[str, Any]:
    """Overall numbers with their change, and the declared gaps of both audits.

    A row that only one of them has is kept, with None for the other. `notes` are sentences: that the change
    is described and not tested, and what else differs between the two than the system.
    """
    return {
        "before": before.id,
        "after": after.id,
        "notes": [method.comparison(code) for code in notes(before, after)],
        "overall": [_overall(key, first, second) for key in _known(first, second)],
        "gaps": _gaps(first, second),
    }


def notes(before: Run, after: Run) -> list[str]:
    """Codes of what to keep in mind: `described`, `other_test`, `other_estimand`."""
    found = {
        "described": True,
        "other_test": _test(before.config) != _test(after.config),
        "other_estimand": before.estimand != after.estimand,
    }
    return [code for code, holds in found.items() if holds]


def _test(config: Mapping[str, Any]) -> tuple[Any, ...]:
    """What decides which interactions test a run, and which of them are positives; only `random` draws by the seed."""
    split = config.get("split", {})
    seed = config.get("seed") if split.get("kind") == "random" else None
    return split, seed, config.get("cutoff"), config.get("evaluation", {}).get("relevance")


def _known(first: AuditTable, second: AuditTable) -> list[str]:
    """The overall numbers that at least one of the two has."""
    keys = metrics.ordered({*first.overall, *second.overall})
    return [key for key in keys if first.overall.get(key) is not None or second.overall.get(key) is not None]


def _overall(key: str, first: AuditTable, second: AuditTable) -> dict[str, Any]:
    a, b = first.overall.get(key), second.overall.get(key)
    return {"metric": key, "before": a, "after": b, "change": None if a is None or b is None else b - a}


def _gaps(first: AuditTable, second: AuditTable) -> list[dict[str, Any]]:
    olds, news = declared(first), declared(second)
    return [
        {
            "metric": key[0],
            "parameters": dict(key[1]),
            "side": key[2],
            "attribute": key[3],
            "group": key[4],
            "reference": key[5],
            "before": side(olds.get(key)),
            "after": side(news.get(key)),
        }
        for key in dict.fromkeys([*olds, *news])
    ]


def declared(table: AuditTable) -> dict[Key, AuditRow]:
    """The judged rows of an audit by what they are about."""
    return {
        (row.metric, row.parameters, row.side, row.attribute, row.group, row.reference): row
        for row in table.rows
        if row.verdict is not None and not row.is_reference
    }


def side(row: AuditRow | None) -> dict[str, Any] | None:
    """What a comparison shows of a row; None where there is none."""
    if row is None:
        return None
    names = ("value", "low", "high", "gap", "gap_low", "gap_high", "scale", "verdict", "reason", "n")
    return {name: getattr(row, name) for name in names}
