"""Paired differences to a baseline, with intervals, around the line of no difference.

All rows of a figure have one unit. Every number is exploratory, so no mark stands for a verdict; each
label carries its own numbers, so the figure reads at any width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, SYMBOLS, Theme, apply, escape, shorten
from engine.words import _

ROW, HEADER, LABELS = 46, 34, 182
LEAST_SPAN = 0.01
"""The axis is at least so wide on each side: a difference of nothing must not look large."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: `label` is the run or group, `header` the block it stands in; None where nothing was computed."""

    header: str
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def differences(rows: Sequence[Difference], theme: Theme = LIGHT) -> go.Figure:
    """Draw the rows in blocks of equal headers that follow each other."""
    if not rows:
        return apply(go.Figure(), theme, 80)
    figure, at, ticks = go.Figure(), 0.0, []
    for header, block in groupby(rows, key=lambda row: row.header):
        figure.add_annotation(**_heading(at + HEADER / 2, header, theme))
        at += HEADER
        for row in block:
            ticks.append((at + ROW / 2, _label(row, theme)))
            figure.add_trace(_point(at + ROW / 2, row, theme))
            at += ROW
    figure.add_vline(0, line={"dash": "dot", "color": theme.muted, "width": 1.5}, layer="below")
    figure.update_xaxes(
        title={"text": _("paired difference"), "font": {"size": 12, "color": theme.muted}},
        range=_range(rows),
        nticks=5,
        tickangle=0,
    )
    figure.update_yaxes(
        range=[at, 0],
        tickvals=[place for place, _text in ticks],
        ticktext=[text for _place, text in ticks],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    return apply(figure, theme, int(at) + 62, margin={"l": LABELS, "r": 14, "t": 8, "b": 54}, hovermode="closest")


def describe(rows: Sequence[Difference]) -> str:
    """The figure as text: one sentence a row."""
    sentences = [f"{row.header}, {row.label}: {_numbers(row)}." for row in rows]
    return " ".join([_("Paired differences to the baseline with their intervals."), *sentences])


def _range(rows: Sequence[Difference]) -> list[float]:
    """Symmetric around 0, so that the line of no difference is in the middle."""
    ends = [abs(v) for row in rows for v in (row.value, row.low, row.high) if v is not None]
    span = 1.08 * max([LEAST_SPAN, *ends])
    return [-span, span]


def _point(y: float, row: Difference, theme: Theme) -> go.Scatter:
    bars = None
    if row.value is not None and row.low is not None and row.high is not None:
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [row.high - row.value],
            "arrayminus": [row.value - row.low],
            "color": theme.accent,
            "thickness": 2.5,
            "width": 5,
        }
    name = escape(row.label)
    return go.Scatter(
        x=[row.value],
        y=[y],
        mode="markers",
        marker={
            "symbol": SYMBOLS["none"],
            "size": 10,
            "color": theme.accent,
            "line": {"width": 2.5, "color": theme.accent},
        },
        error_x=bars,
        name=name,
        hovertemplate=f"<b>{name}</b><br>{escape(row.header)}<br>{escape(_numbers(row))}<extra></extra>",
    )


def _heading(y: float, header: str, theme: Theme) -> dict[str, object]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LABELS + 6,
        "y": y,
        "text": f"<b>{escape(shorten(header, 44))}</b>",
        "align": "left",
        "showarrow": False,
        "font": {"color": theme.text, "size": 13},
    }


def _label(row: Difference, theme: Theme) -> str:
    """Two lines: the row's name, and its numbers small below."""
    below = f"<span style='font-size:11px;color:{theme.muted}'>{escape(_numbers(row))}</span>"
    return f"{escape(shorten(row.label, 24))}<br>{below}"


def _numbers(row: Difference) -> str:
    """`+0.012 [+0.001, +0.023]`; without brackets where no interval was computed."""
    parts = [numbers.gap(row.value, "difference")]
    if row.low is not None:
        parts.append(numbers.interval(row.low, row.high, "difference"))
    return " ".join(parts)
