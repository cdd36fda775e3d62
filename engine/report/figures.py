"""The figures of the page, as JSON-ready values in both appearances."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from plotly.graph_objects import Figure

from engine.charts import differences, forest, gains
from engine.charts.theme import THEMES, Theme
from engine.contracts import AuditTable
from engine.report import paired
from engine.words import _, metrics


def gap_figures(table: AuditTable) -> list[dict[str, Any]]:
    """The forests of the declared family: one for ratios, one for differences, where they exist."""
    declared = [row for row in table.rows if row.verdict is not None]
    scales: tuple[str, ...] = ("ratio", "difference")
    found = [(scale, [row for row in declared if row.scale == scale and not row.is_reference]) for scale in scales]
    return [
        _figure(f"gaps-{scale}", partial(forest.forest, rows), forest.describe(rows)) for scale, rows in found if rows
    ]


def comparison_figures(comparison: Mapping[str, Any] | None) -> dict[str, Any]:
    """Of a built comparison with paired numbers: `differences` (None without any), `gains` for each other run."""
    if comparison is None or comparison["paired"] is None:
        return {"differences": None, "gains": []}
    data, names = comparison["paired"], comparison["names"]
    rows = paired.differences(data, names)
    drawn = _figure("differences", partial(differences.differences, rows), differences.describe(rows))
    found = [_gains(data, run, name, place) for place, (run, name) in enumerate(zip(data["runs"], names, strict=True))]
    return {"differences": drawn if rows else None, "gains": [figure for figure in found[1:] if figure]}


def every(pictures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures of `comparison_figures` in the order of the page."""
    return [*([pictures["differences"]] if pictures["differences"] else []), *pictures["gains"]]


def _gains(data: Mapping[str, Any], run: str, name: str, place: int) -> dict[str, Any] | None:
    """The gains of one run, of the first metric that has any."""
    metric = next((row["metric"] for row in data["gains"]), "")
    rows = paired.gains(data, run, metric)
    if not rows:
        return None
    title = _("{metric}: {run} against the baseline").format(metric=metrics.label(f"{metric}@{data['k']}"), run=name)
    return {"title": title, **_figure(f"gains-{place}", partial(gains.gains, rows), gains.describe(rows))}


def _figure(name: str, draw: Callable[[Theme], Figure], alt: str) -> dict[str, Any]:
    drawn = {mode: json.loads(draw(theme).to_json()) for mode, theme in THEMES.items()}
    return {"id": name, "alt": alt, "height": drawn["light"]["layout"]["height"], "figure": drawn}
