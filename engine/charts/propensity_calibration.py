"""What propensities say against how often held-out pairs fall there, on log scales: right ones on the diagonal."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts.logs import powers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _


@dataclass(frozen=True, slots=True)
class Point:
    """Mean propensity of a bin, the rate found with its interval; None where there is none."""

    predicted: float
    observed: float
    low: float | None
    high: float | None


def calibration(points: Sequence[Point], theme: Theme = LIGHT) -> go.Figure:
    """Draw the bins; one without any held-out pair has no place on a log scale and is left out."""
    drawn = [point for point in points if point.observed > 0]
    if not drawn:
        return apply(go.Figure(), theme, 80)
    found = [v for p in drawn for v in (p.predicted, p.observed, p.low, p.high) if v]
    axis = powers(found)
    ends = [min(found), max(found)]
    figure = go.Figure(
        go.Scatter(
            x=ends, y=ends, mode="lines", line={"color": theme.muted, "dash": "dot", "width": 1.5}, hoverinfo="skip"
        )
    )
    figure.add_scatter(
        x=[p.predicted for p in drawn],
        y=[p.observed for p in drawn],
        mode="lines+markers",
        line={"color": theme.accent, "width": 2},
        marker={"color": theme.accent, "size": 9},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [p.high - p.observed if p.high is not None else 0 for p in drawn],
            "arrayminus": [p.observed - p.low if p.low is not None else 0 for p in drawn],
            "color": theme.accent,
            "thickness": 1.8,
            "width": 4,
        },
        hovertemplate=_("said") + " %{x:.2g}, " + _("found") + " %{y:.2g}<extra></extra>",
    )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(type="log", title={"text": _("mean propensity, log scale"), **title}, **axis)
    figure.update_yaxes(type="log", title={"text": _("rate among held-out pairs"), **title}, **axis)
    return apply(figure, theme, 320, margin={"l": 72, "r": 14, "t": 8, "b": 48})


def describe(points: Sequence[Point]) -> str:
    """The figure as text: each bin with its interval."""
    bins = "; ".join(
        _("said {predicted:.2g}, found {observed:.2g}").format(predicted=p.predicted, observed=p.observed)
        + (f" [{p.low:.2g}, {p.high:.2g}]" if p.low is not None and p.high is not None else "")
        for p in points
    )
    return _("Rates of held-out pairs by propensity: {bins}.").format(bins=bins)
