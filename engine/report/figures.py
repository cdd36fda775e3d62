"""The figures of the page, as JSON-ready values in both appearances."""

import json
from collections.abc import Sequence
from typing import Any

from engine.charts import forest
from engine.charts.theme import THEMES
from engine.contracts import AuditRow, AuditTable


def gap_figures(table: AuditTable) -> list[dict[str, Any]]:
    """The forests of the declared family: one for ratios, one for differences, where they exist."""
    declared = [row for row in table.rows if row.verdict is not None]
    scales: tuple[str, ...] = ("ratio", "difference")
    found = [(scale, [row for row in declared if row.scale == scale and not row.is_reference]) for scale in scales]
    return [_figure(f"gaps-{scale}", rows) for scale, rows in found if rows]


def _figure(name: str, rows: Sequence[AuditRow]) -> dict[str, Any]:
    drawn = {mode: json.loads(forest.forest(rows, theme).to_json()) for mode, theme in THEMES.items()}
    return {"id": name, "alt": forest.describe(rows), "height": drawn["light"]["layout"]["height"], "figure": drawn}
