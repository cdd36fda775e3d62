"""Love plot: how far covariates of observed pairs are from those of eligible ones, before and after weighting.

Source: Love (2002), Displaying covariate balance after adjustment for selection bias (Joint Statistical Meetings).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts.labels import label
from engine.charts.series import legend
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _

ROW, LABELS = 54, 168
"""A row holds a name in two lines, and its numbers below."""
LINES = (0.1, 0.25)
"""Standardised differences from which balance is called weak, and poor."""
LEAST_SPAN = 0.3
"""The axis is at least so wide: differences of nothing must not look large."""


@dataclass(frozen=True, slots=True)
class Covariate:
    """A covariate by its shown name, and its standardised mean differences, of either sign."""

    name: str
    before: float
    after: float


def love(rows: Sequence[Covariate], theme: Theme = LIGHT) -> go.Figure:
    """Draw sizes without signs: hollow before weighting, filled after, the rows from above in their order."""
    if not rows:
        return apply(go.Figure(), theme, 80)
    places = list(range(len(rows)))
    figure = go.Figure()
    for row, y in zip(rows, places, strict=True):
        figure.add_scatter(
            x=[abs(row.before), abs(row.after)],
            y=[y, y],
            mode="lines",
            line={"color": theme.grid, "width": 2},
            hoverinfo="skip",
            showlegend=False,
        )
    series = (
        (_("before weighting"), [row.before for row in rows], "circle-open", theme.second),
        (_("after weighting"), [row.after for row in rows], "circle", theme.accent),
    )
    for name, values, symbol, color in series:
        figure.add_scatter(
            x=[abs(value) for value in values],
            y=places,
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 11, "color": color, "line": {"width": 2.5, "color": color}},
            customdata=[[escape(row.name), value] for row, value in zip(rows, values, strict=True)],
            hovertemplate=f"<b>%{{customdata[0]}}</b><br>{name}: %{{customdata[1]:+.2f}}<extra></extra>",
        )
    for at in LINES:
        figure.add_vline(at, line={"dash": "dot", "color": theme.muted, "width": 1.5}, layer="below")
    span = max([LEAST_SPAN, *(abs(v) for row in rows for v in (row.before, row.after))])
    figure.update_xaxes(
        title={"text": _("difference in deviations, without sign"), "font": {"size": 12, "color": theme.muted}},
        range=[-0.05 * span, 1.08 * span],
        nticks=6,
        tickangle=0,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6],
        tickvals=places,
        ticktext=[label(row.name, f"{row.before:+.2f} → {row.after:+.2f}", theme) for row in rows],
        showgrid=False,
        ticklabelstandoff=6,
    )
    height = ROW * len(rows) + 110
    margin = {"l": LABELS, "r": 14, "t": 44, "b": 54}
    return apply(figure, theme, height, margin=margin, showlegend=True, legend=legend(theme), hovermode="closest")


def describe(rows: Sequence[Covariate]) -> str:
    """The figure as text: each covariate before and after."""
    sentences = [
        _("{name}: {before:+.2f} before, {after:+.2f} after.").format(name=row.name, before=row.before, after=row.after)
        for row in rows
    ]
    return " ".join([_("Standardised mean differences between observed and eligible pairs."), *sentences])
