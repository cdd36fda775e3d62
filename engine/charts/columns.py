"""Upright bars of counts: interactions a user, a feedback value, a period of time."""

from collections.abc import Sequence
from datetime import UTC, datetime

import plotly.graph_objects as go

from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _

FEW_LABELS = 8
"""So many labels below the bars still fit a narrow screen side by side."""
DAY = 86_400


def columns(labels: Sequence[str], counts: Sequence[int], what: str, per: str, theme: Theme = LIGHT) -> go.Figure:
    """Draw `counts` of `what` (the upright axis) `per` label, in the order given."""
    places = list(range(len(labels)))
    figure = go.Figure(
        go.Bar(
            x=places,
            y=list(counts),
            marker={"color": theme.accent},
            customdata=[escape(label) for label in labels],
            hovertemplate="%{customdata}: %{y:,}<extra></extra>",
        )
    )
    step = -(-len(labels) // FEW_LABELS) or 1
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(
        tickvals=places[::step],
        ticktext=[escape(label) for label in labels[::step]],
        title={"text": per, **title},
        showgrid=False,
        tickfont={"size": 11},
        tickangle=0 if max((len(label) for label in labels), default=0) <= 5 else -35,
    )
    figure.update_yaxes(title={"text": what, **title}, rangemode="tozero", tickformat="~s", nticks=6)
    return apply(figure, theme, 270, margin={"l": 58, "r": 12, "t": 8, "b": 72}, bargap=0.12)


def describe(labels: Sequence[str], counts: Sequence[int], what: str, per: str) -> str:
    """The bars as text: the fullest, and all of them where they are few."""
    fullest = max(zip(counts, labels, strict=True), default=(0, ""))
    text = _("{what} by {per}: most at {label} ({n:,} of {total:,}).").format(
        what=what, per=per, label=fullest[1], n=fullest[0], total=sum(counts)
    )
    if len(labels) > 2 * FEW_LABELS:
        return text
    return f"{text} {'; '.join(f'{label}: {n:,}' for label, n in zip(labels, counts, strict=True))}."


def value_labels(edges: Sequence[float], n: int) -> list[str]:
    """The values themselves where there are n of them, else the bins between n + 1 edges."""
    if len(edges) == n:
        return [f"{value:g}" for value in edges]
    return [f"{low:.3g}–{high:.3g}" for low, high in zip(edges, edges[1:], strict=False)]


def period_labels(start: int, period: int, n: int) -> list[str]:
    """When each of n periods begins, UTC: a date, with the time of day where periods are shorter."""
    form = "%Y-%m-%d" if period >= DAY else "%m-%d %H:%M" if period >= 60 else "%H:%M:%S"
    return [datetime.fromtimestamp(start + i * period, UTC).strftime(form) for i in range(n)]
