"""How exposure is spread over items and providers: a Lorenz curve each, with its Gini index."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.series import legend, styles
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve by its shown name: points (share of units, the least exposed first; share of exposure), and Gini."""

    name: str
    points: Sequence[tuple[float, float]]
    gini: float | None


def exposure(curves: Sequence[Curve], theme: Theme = LIGHT) -> go.Figure:
    """Draw each curve with points, the dotted line being exposure that is the same for all."""
    figure = go.Figure(
        go.Scatter(
            x=[0, 1],
            y=[0, 1],
            mode="lines",
            line={"color": theme.muted, "dash": "dot", "width": 1.5},
            name=_("all alike"),
            hoverinfo="skip",
        )
    )
    for curve, style in zip(curves, styles(len(curves), theme), strict=False):
        name = f"{escape(curve.name)} · {_gini(curve)}"
        figure.add_scatter(
            x=[share for share, _held in curve.points],
            y=[held for _share, held in curve.points],
            mode="lines",
            line={"color": style.color, "width": 2.4, "dash": style.dash},
            name=name,
            hovertemplate=f"{escape(curve.name)} %{{x:.0%}}: %{{y:.1%}} {_('of exposure')}<extra></extra>",
        )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(title={"text": _("share of them, the least exposed first"), **title}, range=[0, 1])
    figure.update_yaxes(title={"text": _("exposure they have together"), **title}, range=[0, 1])
    figure.update_xaxes(tickformat=".0%", dtick=0.25)
    figure.update_yaxes(tickformat=".0%", dtick=0.25)
    margin = {"l": 66, "r": 22, "t": 64, "b": 48}
    return apply(figure, theme, 360, margin=margin, showlegend=True, legend=legend(theme))


def held_by(points: Sequence[tuple[float, float]], share: float) -> float:
    """What the least exposed share has: read between the points, which may be steps of several units."""
    return float(np.interp(share, [of for of, _held in points], [held for _of, held in points]))


def describe(curves: Sequence[Curve]) -> str:
    """The curves as text: what the less exposed half and the most exposed tenth have."""
    sentences = [
        _(
            "{name}: the less exposed half has {half:.1%} of the exposure, the most exposed tenth {tenth:.0%}. {gini}."
        ).format(
            name=curve.name,
            half=held_by(curve.points, 0.5),
            tenth=1 - held_by(curve.points, 0.9),
            gini=_gini(curve),
        )
        for curve in curves
        if curve.points
    ]
    return " ".join([_("How exposure is spread."), *sentences])


def _gini(curve: Curve) -> str:
    return _("Gini index {gini}").format(gini=numbers.number(curve.gini, 2))
