"""Which share of each place of the lists a group of items has, beside its share of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts.series import MOST_LINES, legend, styles
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _

MARKED = 25
"""Up to so many places each has its sign."""


@dataclass(frozen=True, slots=True)
class Place:
    """One group by its shown name: its share at each place from the first on, and of the catalogue."""

    name: str
    shares: Sequence[float | None]
    catalogue: float


def places(groups: Sequence[Place], theme: Theme = LIGHT) -> go.Figure:
    """Draw the largest groups of the catalogue, each with a dotted line at its share of it."""
    drawn = most(groups)
    figure = go.Figure()
    for group, style in zip(drawn, styles(len(drawn), theme), strict=True):
        ranks = list(range(1, len(group.shares) + 1))
        figure.add_scatter(
            x=ranks,
            y=list(group.shares),
            mode="lines+markers" if len(ranks) <= MARKED else "lines",
            line={"color": style.color, "width": 2},
            marker={"symbol": style.sign, "size": 8, "color": style.color},
            name=escape(shorten(group.name, 30)),
            hovertemplate=f"{escape(group.name)}, {_('place')} %{{x}}: %{{y:.1%}}<extra></extra>",
        )
        figure.add_scatter(
            x=[ranks[0], ranks[-1]] if ranks else [],
            y=[group.catalogue] * 2 if ranks else [],
            mode="lines",
            line={"color": style.color, "width": 1.4, "dash": "dot"},
            showlegend=False,
            hovertemplate=f"{escape(group.name)}: %{{y:.1%}} {_('of the catalogue')}<extra></extra>",
        )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(title={"text": _("place in the list"), **title}, showgrid=False, tickformat="d", nticks=10)
    figure.update_yaxes(title={"text": _("share of the place"), **title}, rangemode="tozero", tickformat=".0%")
    margin = {"l": 60, "r": 14, "t": 64, "b": 48}
    return apply(figure, theme, 360, margin=margin, showlegend=True, legend=legend(theme))


def describe(groups: Sequence[Place]) -> str:
    """The lines as text: each group at the first and the last place, and in the catalogue."""
    sentences = [
        _("{name}: {first} of first places, {last} of the last ones, {catalogue:.1%} of the catalogue.").format(
            name=group.name, first=_share(group.shares[0]), last=_share(group.shares[-1]), catalogue=group.catalogue
        )
        for group in most(groups)
        if group.shares
    ]
    return " ".join([_("Share of each place of the lists by group of items."), *sentences])


def most(groups: Sequence[Place]) -> list[Place]:
    """The groups that are drawn: those with the largest shares of the catalogue, in the order given."""
    largest = sorted(groups, key=lambda group: -group.catalogue)[:MOST_LINES]
    return [group for group in groups if group in largest]


def _share(share: float | None) -> str:
    return _("an unknown share") if share is None else f"{share:.1%}"
