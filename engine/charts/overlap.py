"""Overlap: propensities of observed pairs upwards, of eligible pairs downwards, over common bins of log10 p."""

from collections.abc import Sequence

import plotly.graph_objects as go

from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _


def overlap(
    edges: Sequence[float], observed: Sequence[float], eligible: Sequence[float], theme: Theme = LIGHT
) -> go.Figure:
    """Draw shares of n bins; `edges` are n + 1 values of log10 p."""
    bars = [(_("observed"), 1, observed, theme.accent), (_("eligible"), -1, eligible, theme.second)]
    figure = go.Figure([_half(edges, shares, name, sign, color) for name, sign, shares, color in bars])
    largest = max([0.01, *observed, *eligible])
    figure.update_yaxes(range=[-1.3 * largest, 1.3 * largest], showticklabels=False, title=_title(_("share"), theme))
    figure.update_xaxes(title=_title(_("propensity, log scale"), theme), **_ticks(edges))
    for name, sign, _shares, color in bars:
        figure.add_annotation(
            text=f"<b>{name}</b>",
            x=0.01,
            xref="paper",
            xanchor="left",
            y=sign * 1.18 * largest,
            showarrow=False,
            font={"color": color if theme.mode == "dark" or sign > 0 else theme.text, "size": 13},
        )
    figure.add_hline(0, line={"color": theme.muted, "width": 1.5})
    return apply(figure, theme, 300, margin={"l": 34, "r": 10, "t": 6, "b": 48}, barmode="overlay", bargap=0.06)


def describe(edges: Sequence[float], observed: Sequence[float], eligible: Sequence[float]) -> str:
    """The figure as text: the range, where each half is fullest, and how much of both falls into equal bins."""
    common = sum(map(min, observed, eligible))
    return _(
        "Propensities from {low:.2g} to {high:.2g}. Observed pairs are most often near {observed:.2g}, eligible ones"
        " near {eligible:.2g}; the two share {common:.0%} of their distribution."
    ).format(
        low=10 ** edges[0],
        high=10 ** edges[-1],
        observed=10 ** _fullest(edges, observed),
        eligible=10 ** _fullest(edges, eligible),
        common=common,
    )


def _half(edges: Sequence[float], shares: Sequence[float], name: str, sign: int, color: str) -> go.Bar:
    middles = _middles(edges)
    return go.Bar(
        x=middles,
        y=[sign * share for share in shares],
        width=[high - low for low, high in zip(edges, edges[1:], strict=False)],
        marker={"color": color},
        customdata=[[10**middle, share] for middle, share in zip(middles, shares, strict=True)],
        hovertemplate=name + ": %{customdata[1]:.1%}<br>p ≈ %{customdata[0]:.2g}<extra></extra>",
        name=name,
    )


def _middles(edges: Sequence[float]) -> list[float]:
    return [(low + high) / 2 for low, high in zip(edges, edges[1:], strict=False)]


def _fullest(edges: Sequence[float], shares: Sequence[float]) -> float:
    return max(zip(shares, _middles(edges), strict=True))[1]


def _ticks(edges: Sequence[float]) -> dict[str, object]:
    """Four ticks as probabilities, so that they fit a narrow screen."""
    span = edges[-1] - edges[0]
    at = [edges[0] + span * part / 3 for part in range(4)]
    pad = [edges[0] - 0.06 * span, edges[-1] + 0.06 * span]
    return {"tickvals": at, "ticktext": [f"{10**value:.2g}" for value in at], "range": pad}


def _title(text: str, theme: Theme) -> dict[str, object]:
    return {"text": text, "font": {"size": 12, "color": theme.muted}}
