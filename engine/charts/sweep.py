"""Clip sweep: the weighted mean with its error at each place where the weights are cut, against the plain mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _

NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut at so many times the mean weight (None: none), the mean with its standard error, rows cut, and worth."""

    multiple: float | None
    estimate: float
    error: float | None
    clipped: float
    effective: float


def sweep(cuts: Sequence[Cut], observed: float, name: str, theme: Theme = LIGHT) -> go.Figure:
    """Draw the cuts from the strictest to none; `observed`: the plain mean; `name`: what the means are of."""
    reach = [NORMAL * cut.error if cut.error is not None else 0.0 for cut in cuts]
    places = list(range(len(cuts)))
    figure = go.Figure(
        go.Scatter(
            x=places,
            y=[cut.estimate for cut in cuts],
            mode="lines+markers",
            line={"color": theme.accent, "width": 2, "dash": "dot"},
            marker={"color": theme.accent, "size": 10},
            error_y={"type": "data", "array": reach, "color": theme.accent, "thickness": 2, "width": 5},
            customdata=[[_at(cut), cut.clipped, cut.effective] for cut in cuts],
            hovertemplate="%{customdata[0]}: %{y:.3f}<br>"
            + _("rows cut")
            + " %{customdata[1]:.1%}<br>"
            + _("worth")
            + " %{customdata[2]:,.0f}<extra></extra>",
        )
    )
    figure.add_hline(observed, line={"color": theme.muted, "dash": "dash", "width": 1.5})
    figure.add_annotation(
        text=_("observed mean"),
        x=1,
        xref="paper",
        xanchor="right",
        y=observed,
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": theme.muted},
    )
    ends = [v for cut, r in zip(cuts, reach, strict=True) for v in (cut.estimate - r, cut.estimate + r)] + [observed]
    pad = 0.12 * ((max(ends) - min(ends)) or 1.0)
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_yaxes(title={"text": name, **title}, range=[min(ends) - pad, max(ends) + pad], nticks=6)
    figure.update_xaxes(
        title={"text": _("weights cut at so many times their mean"), **title},
        tickvals=places,
        ticktext=[_at(cut) for cut in cuts],
        range=[-0.4, len(cuts) - 0.6],
        showgrid=False,
    )
    return apply(figure, theme, 320, margin={"l": 66, "r": 14, "t": 8, "b": 48})


def describe(cuts: Sequence[Cut], observed: float, name: str) -> str:
    """The figure as text: each cut with its mean and the share of rows that it cuts."""
    told = "; ".join(f"{_at(cut)}: {numbers.number(cut.estimate)} ({cut.clipped:.1%})" for cut in cuts)
    return _(
        "Weighted {name} by where weights are cut, with the share of rows cut: {told}. Observed: {observed}."
    ).format(name=name, told=told, observed=numbers.number(observed))


def _at(cut: Cut) -> str:
    return _("not cut") if cut.multiple is None else f"{cut.multiple:g}×"
