"""How training went: the loss and the validation score, of which larger is better, by epoch."""

from collections.abc import Sequence

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _


def history(
    loss: Sequence[tuple[int, float]],
    validation: Sequence[tuple[int, float]],
    name: str,
    theme: Theme = LIGHT,
) -> go.Figure:
    """Two curves of `(epoch, value)`: the loss on the left axis, the validation score, called `name`, on the right."""
    figure = go.Figure()
    figure.add_trace(_curve(loss, _("training loss"), theme.accent, "solid", "y"))
    figure.add_trace(_curve(validation, escape(name), theme.verdict("outside"), "dash", "y2"))
    figure.update_layout(
        yaxis={"title": _("training loss")},
        yaxis2={"title": escape(name), "overlaying": "y", "side": "right", "showgrid": False, "tickformat": ".3g"},
    )
    apply(figure, theme, 330, margin={"l": 62, "r": 62, "t": 64, "b": 48})
    figure.update_xaxes(title=_("epoch"))
    return figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})


def describe(loss: Sequence[tuple[int, float]], validation: Sequence[tuple[int, float]], name: str) -> str:
    """The curves as text: where they start and end, and the best validation."""
    if not loss:
        return _("No training history.")
    text = _("Training loss from {first} to {last} over {n} epochs.").format(
        first=numbers.number(loss[0][1]), last=numbers.number(loss[-1][1]), n=len(loss)
    )
    if not validation:
        return text
    epoch, best = max(validation, key=lambda pair: pair[1])
    found = _("Best {name}: {best}, at epoch {epoch}.").format(name=name, best=numbers.number(best), epoch=epoch)
    return f"{text} {found}"


def _curve(points: Sequence[tuple[int, float]], name: str, color: str, dash: str, axis: str) -> go.Scatter:
    return go.Scatter(
        x=[epoch for epoch, _value in points],
        y=[value for _epoch, value in points],
        name=name,
        yaxis=axis,
        mode="lines" if len(points) > 1 else "markers",
        line={"color": color, "dash": dash, "width": 2.2},
    )
