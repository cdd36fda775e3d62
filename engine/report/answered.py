"""The audit's answers as plain data: one a declared comparison, with its sentence, and how their intervals hold."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.contracts import Answer, AuditRow, AuditTable
from engine.words import answers as words

BESIDE = ("adjusted", "bound_low", "corrected")
"""Any of these means that something stands beside a row's gap."""


def answered(table: AuditTable) -> list[dict[str, Any]]:
    """The answers in the order of the declaration; those of an audit that keeps none are read off its rows."""
    from engine.audit.answers import answers  # the audit room costs a second to import

    rows = {(row.metric, row.attribute): row for row in table.rows if row.verdict is not None}
    return [_answer(one, rows.get((one.metric, one.attribute))) for one in table.answers or tuple(answers(table.rows))]


def level(table: AuditTable) -> str:
    """How the simultaneous level came about, in words; empty where nothing was compared."""
    return words.level(table.method, float(table.config.get("level", 0.05)))


def beside(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The built rows beside whose gap something stands."""
    return [row for row in rows if row["verdict"] and any(row[name] is not None for name in BESIDE)]


def by_scale(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The declared rows apart from references: ratios, differences, indices, as far as there are any."""
    declared = [row for row in rows if row["verdict"] and row["group"] != row["reference"]]
    found = [(scale, [row for row in declared if row["scale"] == scale]) for scale in ("ratio", "difference", "index")]
    return [(scale, own) for scale, own in found if own]


def _answer(one: Answer, row: AuditRow | None) -> dict[str, Any]:
    """`row`: any of the question; None where nothing could be made of it."""
    parameters: Mapping[str, Any] = dict(row.parameters) if row else {}
    scale = row.scale if row else "ratio"
    return {
        **asdict(one),
        "scale": scale,
        "parameters": parameters,
        "title": words.title(one, parameters),
        "text": words.said(one, scale),
    }
