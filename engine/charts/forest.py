"""The gaps of groups to their reference, with intervals, against the tolerance.

Ratios stand on a log axis around 1, differences on a linear one around 0. A row that is suppressed or
refused is listed and named as such, and has no point. Each label carries its own numbers, so the figure
reads at any width.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, SYMBOLS, Theme, apply, escape, shorten
from engine.contracts import AuditRow
from engine.words import _, attributes, metrics, verdicts

ROW, HEADER, LABELS = 46, 36, 182
ONE_LINE = 38
"""Headers of more characters take two lines, or a narrow screen would cut them off."""
COARSE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
FINE = (0.5, 0.65, 0.8, 1.0, 1.25, 1.6, 2.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A row at its height, or the header of a block (`row` None)."""

    y: float
    row: AuditRow | None
    header: str = ""


def forest(rows: Sequence[AuditRow], theme: Theme = LIGHT) -> go.Figure:
    """Draw the rows that are compared with a reference; all must have one scale (`ratio` or `difference`)."""
    compared = [row for row in rows if not row.is_reference]
    if not compared:
        return apply(go.Figure(), theme, 80)
    lines = _lines(compared)
    figure = go.Figure()
    for line in lines:
        if line.row is not None and line.row.gap is not None:
            figure.add_trace(_point(line.y, line.row, theme))
        elif line.row is not None:
            figure.add_annotation(**_absent(line.y, line.row, theme))
        else:
            figure.add_annotation(**_heading(line, theme))
    _reference(figure, compared[0], theme)
    _axes(figure, compared, lines, theme)
    height = int(lines[-1].y + ROW / 2) + 78
    return apply(figure, theme, height, margin={"l": LABELS, "r": 14, "t": 8, "b": 70}, hovermode="closest")


def describe(rows: Sequence[AuditRow]) -> str:
    """The figure as text: one sentence a row, for readers who don't see it."""
    sentences = [
        _("{metric}, {attribute} {group} against {reference}: {numbers}, {verdict}.").format(
            metric=metrics.label(row.metric, dict(row.parameters)),
            attribute=attributes.name(row.attribute),
            group=attributes.group(row.group, row.attribute),
            reference=attributes.group(row.reference, row.attribute),
            numbers=numbers.gap_text(row),
            verdict=verdicts.name(row.verdict),
        )
        for row in rows
        if not row.is_reference
    ]
    return " ".join([_("Gaps to the reference group with their intervals."), *sentences])


def _lines(rows: Sequence[AuditRow]) -> list[Line]:
    """Place headers and rows downwards, in pixels: a block is a metric, an attribute and a reference."""
    lines: list[Line] = []
    at, block = 0.0, ""
    for row in rows:
        header = _header(row)
        if header != block:
            tall = HEADER + 16 if len(header) > ONE_LINE else HEADER
            lines.append(Line(at + tall / 2, None, header))
            at, block = at + tall, header
        lines.append(Line(at + ROW / 2, row))
        at += ROW
    return lines


def _header(row: AuditRow) -> str:
    if not row.reference:
        name = shorten(attributes.name(row.attribute), 18).lower()
        return _("{metric} by {attribute}").format(
            metric=metrics.label(row.metric, dict(row.parameters)), attribute=name
        )
    return _("{metric} by {attribute}, against {reference}").format(
        metric=metrics.label(row.metric, dict(row.parameters)),
        attribute=shorten(attributes.name(row.attribute), 18).lower(),
        reference=shorten(attributes.group(row.reference, row.attribute), 18),
    )


def _point(y: float, row: AuditRow, theme: Theme) -> go.Scatter:
    color = theme.verdict(row.verdict)
    bars = None
    if row.gap_low is not None and row.gap_high is not None and row.gap is not None:
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [row.gap_high - row.gap],
            "arrayminus": [row.gap - row.gap_low],
            "color": color,
            "thickness": 2.5,
            "width": 5,
        }
    return go.Scatter(
        x=[row.gap],
        y=[y],
        mode="markers",
        marker={
            "symbol": SYMBOLS[row.verdict or "none"],
            "size": 10,
            "color": color,
            "line": {"width": 2.5, "color": color},
        },
        error_x=bars,
        name=escape(attributes.group(row.group, row.attribute)),
        hovertemplate=f"<b>{escape(attributes.group(row.group, row.attribute))}</b><br>{escape(numbers.gap_text(row))}"
        f"<br>{escape(verdicts.badge(row.verdict))}<extra></extra>",
    )


def _absent(y: float, row: AuditRow, theme: Theme) -> dict[str, object]:
    return {
        "x": 0.01,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "text": f"<i>{escape(verdicts.name(row.verdict) if row.verdict else verdicts.reason(row.reason))}</i>",
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
    }


def _heading(line: Line, theme: Theme) -> dict[str, object]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LABELS + 6,
        "y": line.y,
        "text": f"<b>{_broken(line.header)}</b>",
        "align": "left",
        "showarrow": False,
        "font": {"color": theme.text, "size": 13},
    }


def _broken(header: str) -> str:
    """A long header on two lines, broken after its comma."""
    first, comma, rest = header.rpartition(", ")
    return f"{escape(first)},<br>{escape(rest)}" if comma and len(header) > ONE_LINE else escape(header)


def _reference(figure: go.Figure, row: AuditRow, theme: Theme) -> None:
    """The tolerance band and the line of no gap."""
    low, high = row.tolerance
    middle = 1.0 if row.scale == "ratio" else 0.0
    figure.add_vrect(low, high, fillcolor=theme.band, line_width=0, layer="below")
    figure.add_vline(middle, line={"dash": "dot", "color": theme.muted, "width": 1.5}, layer="below")


def _axes(figure: go.Figure, rows: Sequence[AuditRow], lines: list[Line], theme: Theme) -> None:
    low, high = rows[0].tolerance
    band = _("band: tolerance {low:g} to {high:g}").format(low=low, high=high)
    if rows[0].scale == "ratio":
        figure.update_xaxes(type="log", title={"text": f"{_('ratio, log scale')}<br>{band}"}, **_log_range(rows))
    else:
        figure.update_xaxes(title={"text": f"{_('difference')}<br>{band}"})
    figure.update_xaxes(title_font={"size": 12, "color": theme.muted}, title_standoff=10, tickangle=0)
    labelled = [line for line in lines if line.row is not None]
    figure.update_yaxes(
        range=[labelled[-1].y + ROW / 2, 0],
        tickvals=[line.y for line in labelled],
        ticktext=[_label(line.row, theme) for line in labelled if line.row is not None],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )


def _log_range(rows: Sequence[AuditRow]) -> dict[str, object]:
    """The range that shows every interval and the tolerance, with ticks that don't crowd a narrow screen."""
    ends = [v for r in rows for v in (r.gap, r.gap_low, r.gap_high, *r.tolerance) if v is not None and v > 0]
    low, high = math.log10(min(0.72, *ends)), math.log10(max(1.39, *ends))
    pad = 0.05 * (high - low)
    ticks = FINE if high - low < 0.65 else COARSE
    shown = [t for t in ticks if low - pad <= math.log10(t) <= high + pad]
    return {"range": [low - pad, high + pad], "tickvals": shown, "ticktext": [f"{t:g}" for t in shown]}


def _label(row: AuditRow, theme: Theme) -> str:
    """Two lines: the verdict's sign with the group, and the numbers small below."""
    sign = verdicts.SYMBOLS[row.verdict or "none"]
    group = escape(shorten(attributes.group(row.group, row.attribute), 20))
    below = escape(numbers.gap_text(row) if row.gap is not None else f"n {numbers.count(row.n)}")
    color = theme.verdict(row.verdict)
    return (
        f"<span style='color:{color}'>{sign}</span> {group}"
        f"<br><span style='font-size:11px;color:{theme.muted}'>{below}</span>"
    )
