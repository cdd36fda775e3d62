"""The figures of the page, as JSON-ready values in both appearances."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

from plotly.graph_objects import Figure

from engine.charts import beeswarm, differences, forest, gains, graph, overlap
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


def kept_figures(data: Mapping[str, Any]) -> dict[str, dict[str, Any] | None]:
    """Of built data: `overlap`, `graph` and `beeswarm`, None where the report has no such section."""
    diagnosis, assumptions, explanation = (data[key] for key in ("diagnosis", "assumptions", "explanation"))
    return {
        "overlap": _overlap(diagnosis["overlap"]) if diagnosis and diagnosis["overlap"] else None,
        "graph": _graph(assumptions) if assumptions else None,
        "beeswarm": _beeswarm(explanation) if explanation else None,
    }


def every(pictures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures of `comparison_figures` and `kept_figures`, in the order of the page."""
    names = ("differences", "gains", "overlap", "graph", "beeswarm")
    found = [pictures[name] for name in names]
    return [figure for one in found if one for figure in (one if isinstance(one, list) else [one])]


def _overlap(data: Mapping[str, Any]) -> dict[str, Any]:
    shares = (data["edges"], data["observed"], data["eligible"])
    return _figure("overlap", partial(overlap.overlap, *shares), overlap.describe(*shares))


def _graph(data: Mapping[str, Any]) -> dict[str, Any]:
    nodes: list[Any] = [SimpleNamespace(**node) for node in data["nodes"]]
    edges: list[Any] = [SimpleNamespace(**edge) for edge in data["edges"]]
    return _figure("graph", partial(graph.graph, nodes, edges), graph.describe(nodes, edges))


def _beeswarm(data: Mapping[str, Any]) -> dict[str, Any]:
    swarms = [beeswarm.Swarm(**swarm) for swarm in data["swarms"]]
    return _figure("beeswarm", partial(beeswarm.beeswarm, swarms), beeswarm.describe(swarms))


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
