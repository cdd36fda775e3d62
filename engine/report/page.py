"""The report as one HTML file that needs nothing else: no server, no network, no other file."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from engine.charts import numbers
from engine.contracts import AuditTable
from engine.report.answered import beside, by_scale
from engine.report.build import KEPT
from engine.report.figures import comparison_figures, every, gap_figures, kept_figures
from engine.report.grids import grid
from engine.report.json_export import embedded_json
from engine.report.paired import changed, group_name
from engine.words import (
    _,
    answers,
    attributes,
    comparisons,
    exposures,
    findings,
    judged,
    metric_parameters,
    metrics,
    plural,
    reports,
    searches,
    verdicts,
)

TEMPLATES = Path(__file__).parent / "templates"


def page(data: Mapping[str, Any], table: AuditTable) -> str:
    """Lay out built data (`engine.report.build`) with the figures of its audit.

    All user-made text is escaped by the template engine. The content security policy admits the two
    scripts of the page by their hashes and nothing from outside.
    """
    plotly, script = get_plotlyjs(), (TEMPLATES / "report.js").read_text(encoding="utf-8")
    figures, pictures = gap_figures(table), {**comparison_figures(data["comparison"]), **kept_figures(data)}
    drawn = {figure["id"]: figure["figure"] for figure in [*figures, *every(pictures)]}
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            data=data,
            figures=figures,
            pictures=pictures,
            stages=_stages(data["comparison"]),
            charts=Markup(embedded_json(drawn)),
            audit=Markup(embedded_json(data)),
            style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
            plotly=Markup(plotly),
            script=Markup(script),
            policy=_policy(plotly, script),
            declared=by_scale(data["audit"]["rows"]),
            beside=beside(data["audit"]["rows"]),
            error_rate=data["audit"]["config"].get("error_rate", 0.0),
            settings=settings(data["audit"]["config"]),
            kinds=metrics.by_kind(key for key, value in data["audit"]["overall"].items() if value is not None),
            blocks=blocks(data["audit"]["rows"]),
            after_overall=[key for key in KEPT if key in data["sections"]["shown"]],
        )
    )


def blocks(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows by attribute, then by metric, in the order of first appearance."""
    attributes_seen = list(dict.fromkeys((row["side"], row["attribute"]) for row in rows))
    found = []
    for side, attribute in attributes_seen:
        own = [row for row in rows if (row["side"], row["attribute"]) == (side, attribute)]
        order = {key: i for i, key in enumerate(dict.fromkeys(map(_metric, own)))}
        own.sort(key=lambda row: order[_metric(row)])
        parts = [(key, list(part)) for key, part in groupby(own, key=_metric)]
        tables = [{"metric": key, "rows": part, "grid": grid(part)} for key, part in parts]
        found.append({"side": side, "attribute": attribute, "tables": tables})
    return found


def settings(config: Mapping[str, Any]) -> str:
    """What the audit decides about all metrics: list length, candidates, gain, relevance; empty for old audits."""
    if "candidates" not in config:
        return ""
    chosen = metric_parameters.said({name: config[name] for name in ("k", "candidates", "gain")})
    return f"{chosen} · {metric_parameters.relevant(config['relevance'])}"


def flat(values: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Nested values as `(dotted name, text)`, for a table to read."""
    if isinstance(values, Mapping):
        return [line for key in sorted(values) for line in flat(values[key], f"{prefix}.{key}" if prefix else str(key))]
    if isinstance(values, list | tuple) and any(isinstance(value, Mapping | list | tuple) for value in values):
        return [line for i, value in enumerate(values) for line in flat(value, f"{prefix}.{i}")]
    if isinstance(values, list | tuple):
        return [(prefix, ", ".join(map(str, values)) or numbers.NOTHING)]
    return [(prefix, numbers.NOTHING if values is None else str(values))]


def _metric(row: Mapping[str, Any]) -> str:
    return metrics.label(row["metric"], row["parameters"])


def _stages(comparison: Mapping[str, Any] | None) -> list[str]:
    """The stages of work that any of the compared runs has timed."""
    costs = ((comparison or {}).get("paired") or {}).get("costs", [])
    known = {key for cost in costs for key in cost["seconds"]}
    return [key for key in comparisons.STAGES if key in known]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["metric_label"] = metrics.label
    environment.globals.update(_=_, plural=plural, flat=flat, metric_label=metrics.label, metric_of=_metric)
    environment.globals.update(badge=verdicts.badge, reason=verdicts.reason, severity=findings.severity)
    environment.globals.update(attribute_name=attributes.name, group_name=attributes.group, side_name=attributes.side)
    environment.globals.update(side_note=metrics.side_note, N=numbers, symbols=verdicts.SYMBOLS)
    environment.globals.update(changed=changed, gain_group=group_name, direction=comparisons.direction)
    environment.globals.update(parameters_of=metric_parameters.said, captions=_captions(), beside_name=answers.beside)
    environment.globals.update(beside_note=answers.beside_note(), places_note=exposures.places_note())
    environment.globals.update(curve_note=exposures.curve_note())
    environment.globals.update(stage=comparisons.stage, section=reports.section, not_judged=_(judged.OLD))
    environment.globals.update(tried=searches.value)
    return environment


def _captions() -> dict[str, str]:
    """What a table of declared rows holds, by scale."""
    return {
        "ratio": _("Ratios: the group's value divided by the reference's."),
        "difference": _("Differences: the group's value less the reference's, in the metric's own unit."),
        "index": _("Indices: one number of all groups, 0 where they are served alike."),
    }


def _policy(*scripts: str) -> str:
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:;"
        " font-src data:; base-uri 'none'; form-action 'none'"
    )
