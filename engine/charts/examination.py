"""Position bias: how likely each place is to be examined, against the most examined one."""

from collections.abc import Sequence

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _

MOST = 12
"""Places that are told as text."""


def examination(curve: Sequence[tuple[int, float]], theme: Theme = LIGHT) -> go.Figure:
    """Draw (position, examination relative to the most examined place), in the order of the positions."""
    places, values = [position for position, _theta in curve], [theta for _position, theta in curve]
    figure = go.Figure(
        go.Scatter(
            x=places,
            y=values,
            mode="lines+markers",
            line={"color": theme.accent, "width": 2},
            marker={"color": theme.accent, "size": 9},
            hovertemplate=_("position") + " %{x}: %{y:.2f}<extra></extra>",
        )
    )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_yaxes(title={"text": _("examined, relative"), **title}, range=[0, 1.08])
    figure.update_xaxes(title={"text": _("position"), **title}, tickformat="d", showgrid=False)
    return apply(figure, theme, 320, margin={"l": 58, "r": 14, "t": 8, "b": 48})


def describe(curve: Sequence[tuple[int, float]]) -> str:
    """The figure as text: the first places with their values."""
    told = "; ".join(f"{position}: {numbers.number(theta)}" for position, theta in curve[:MOST])
    return _("How likely each position is examined, against the most examined: {told}.").format(told=told)
