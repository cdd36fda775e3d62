"""The Lorenz curve: which share of interactions the least popular items hold together."""

from collections.abc import Sequence

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _

Curve = Sequence[tuple[float, float]]


def lorenz(curve: Curve, gini: float | None, theme: Theme = LIGHT) -> go.Figure:
    """Draw points (share of items, least popular first; share of interactions), from (0, 0) to (1, 1)."""
    even = go.Scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": theme.muted, "dash": "dot", "width": 1.5}, hoverinfo="skip"
    )
    line = go.Scatter(
        x=[share for share, _held in curve],
        y=[held for _share, held in curve],
        mode="lines",
        fill="tonexty",
        fillcolor=theme.band,
        line={"color": theme.accent, "width": 2.4},
        hovertemplate=_("items") + " %{x:.0%}: %{y:.1%} " + _("of interactions") + "<extra></extra>",
    )
    figure = go.Figure([even, line])
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(title={"text": _("items, least popular first"), **title}, range=[0, 1], tickformat=".0%")
    figure.update_yaxes(title={"text": _("interactions they hold"), **title}, range=[0, 1], tickformat=".0%")
    figure.update_xaxes(dtick=0.25)
    figure.update_yaxes(dtick=0.25)
    for text, x, y in ((_("dotted: all alike"), 0.03, 0.97), (_gini(gini), 0.03, 0.87)):
        figure.add_annotation(
            text=text, x=x, y=y, xanchor="left", showarrow=False, font={"color": theme.muted, "size": 12}
        )
    return apply(figure, theme, 320, margin={"l": 66, "r": 22, "t": 8, "b": 48})


def describe(curve: Curve, gini: float | None) -> str:
    """The curve as text: what the less popular half and the most popular tenth hold."""
    half = max(held for share, held in curve if share <= 0.5)
    tenth = 1 - max(held for share, held in curve if share <= 0.9)
    return _(
        "The less popular half of the items holds {half:.1%} of the interactions, the most popular tenth {tenth:.0%}."
        " {gini}."
    ).format(half=half, tenth=tenth, gini=_gini(gini))


def _gini(gini: float | None) -> str:
    return _("Gini index {gini}").format(gini=numbers.number(gini, 2))
