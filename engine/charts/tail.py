"""The tail of the weights: which share of rows weighs at least so much, both axes on log scales."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _

Points = Sequence[tuple[float, float]]


def tail(points: Points, theme: Theme = LIGHT) -> go.Figure:
    """Draw points (weight, share of rows with at least that weight), the weights ascending and above 0."""
    figure = go.Figure(
        go.Scatter(
            x=[weight for weight, _share in points],
            y=[share for _weight, share in points],
            mode="lines" if len(points) > 1 else "markers",
            line={"color": theme.accent, "width": 2.4, "shape": "vh"},
            marker={"color": theme.accent, "size": 9},
            hovertemplate=_("weight") + " ≥ %{x:.3g}: %{y:.2%}<extra></extra>",
        )
    )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(type="log", title={"text": _("weight, log scale"), **title}, **_ticks([w for w, _s in points]))
    figure.update_yaxes(
        type="log", title={"text": _("share of rows at least so heavy"), **title}, **_ticks([s for _w, s in points])
    )
    return apply(figure, theme, 300, margin={"l": 66, "r": 14, "t": 8, "b": 48})


def describe(points: Points) -> str:
    """The curve as text: the ends, and the weight that a tenth and a hundredth of rows reach."""
    reached = {
        share: max((weight for weight, held in points if held >= share), default=points[0][0]) for share in (0.1, 0.01)
    }
    return _(
        "Weights from {least} to {most}. At least a tenth of rows weigh {tenth} or more, a hundredth {hundredth}."
    ).format(
        least=numbers.number(points[0][0]),
        most=numbers.number(points[-1][0]),
        tenth=numbers.number(reached[0.1]),
        hundredth=numbers.number(reached[0.01]),
    )


def _ticks(values: Sequence[float]) -> dict[str, object]:
    """Powers of ten that hold all values, thinned so that at most six are written."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    powers = range(low, high + 1, max(1, math.ceil((high - low) / 5)))
    pad = 0.04 * (high - low)
    return {
        "range": [low - pad, high + pad],
        "tickvals": [10.0**power for power in powers],
        "ticktext": [f"{10.0**power:,.0f}" if power >= 0 else f"{10.0**power:g}" for power in powers],
    }
