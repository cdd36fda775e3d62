"""What hidden causes could do to a difference: its range by how strong they are, and where its sign is lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _

APART = 1.3
"""Ticks are at least so many times each other."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Under an odds bound: all differences that hidden causes allow, and these with the sampling error of both ends."""

    odds: float
    least: float
    most: float
    low: float
    high: float


def sensitivity(reaches: Sequence[Reach], flips: float | None, name: str, theme: Theme = LIGHT) -> go.Figure:
    """Draw the band by odds bound, on a log axis; `flips`: the bound at which the sign is lost, if any is."""
    odds = [reach.odds for reach in reaches]
    figure = go.Figure()
    for bottom, top, style, told in (
        ([r.low for r in reaches], [r.high for r in reaches], {"width": 1.5, "dash": "dot"}, _("with sampling error")),
        ([r.least for r in reaches], [r.most for r in reaches], {"width": 2.4}, _("range")),
    ):
        figure.add_scatter(x=odds, y=bottom, mode="lines", line={"color": theme.accent, **style}, hoverinfo="skip")
        figure.add_scatter(
            x=odds,
            y=top,
            mode="lines",
            line={"color": theme.accent, **style},
            fill="tonexty",
            fillcolor=theme.band,
            customdata=bottom,
            hovertemplate=f"{told}: %{{customdata:+.3f}} … %{{y:+.3f}}<br>Λ = %{{x:.3g}}<extra></extra>",
        )
    figure.add_hline(0, line={"color": theme.text, "width": 1.5})
    if flips is not None and flips > 1:
        figure.add_vline(flips, line={"color": theme.muted, "dash": "dash", "width": 1.5})
        figure.add_annotation(
            text=f"Λ = {flips:.2f}",
            x=math.log10(flips),  # annotations on a log axis stand at the logarithm
            y=1,
            yref="paper",
            yanchor="top",
            xanchor="left",
            xshift=4,
            showarrow=False,
            font={"size": 12, "color": theme.text},
        )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(
        type="log",
        title={"text": _("hidden causes change the odds by up to Λ"), **title},
        tickvals=_ticks(odds),
        ticktext=[f"{value:g}" for value in _ticks(odds)],
        showgrid=False,
    )
    figure.update_yaxes(title={"text": name, **title}, nticks=7)
    return apply(figure, theme, 320, margin={"l": 66, "r": 14, "t": 8, "b": 48})


def describe(reaches: Sequence[Reach], flips: float | None, name: str) -> str:
    """The figure as text: the range at each bound, and where the sign is lost."""
    told = "; ".join(f"{reach.odds:g}: {numbers.signed(reach.low)} … {numbers.signed(reach.high)}" for reach in reaches)
    ranges = _("{name} by how much hidden causes may change the odds: {told}.").format(name=name, told=told)
    if flips is None:
        return f"{ranges} " + _("No bound among these hides its sign.")
    if flips == 1:
        return f"{ranges} " + _("Sampling error alone hides its sign.")
    return f"{ranges} " + _("Its sign is lost at {flips:.2f}.").format(flips=flips)


def _ticks(odds: Sequence[float]) -> list[float]:
    """Those that do not touch their neighbour on a narrow screen."""
    shown: list[float] = []
    for value in odds:
        if not shown or value > APART * shown[-1]:
            shown.append(value)
    return shown
