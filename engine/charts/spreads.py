"""How a metric is spread within groups: a row of bars each, on common bins, withheld bins hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.labels import label
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _, plural

MOST_ROWS = 8
"""Groups in one figure: of more, none could be compared with another."""
ROW, LABELS = 74, 140
TALLEST, WITHHELD = 0.82, 0.3
"""Heights of the fullest bar and of a withheld one, as parts of a row."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One group by its shown name; a share is None where it is withheld."""

    name: str
    n: int
    shares: Sequence[float | None]
    mean: float


def spreads(edges: Sequence[float], groups: Sequence[Spread], theme: Theme = LIGHT) -> go.Figure:
    """Draw the first groups; the height of a bar is the share of the group's users in the bin."""
    rows = list(groups[:MOST_ROWS])
    tallest = max((share for row in rows for share in row.shares if share is not None), default=1.0) or 1.0
    figure = go.Figure()
    for place, row in enumerate(rows):
        figure.add_trace(_bars(edges, row, place, tallest, theme))
        if None in row.shares:
            figure.add_trace(_withheld(edges, row, place, theme))
        figure.add_scatter(
            x=[row.mean, row.mean],
            y=[place + 0.5, place + 0.5 - TALLEST],
            mode="lines",
            line={"color": theme.text, "width": 1.6, "dash": "dot"},
            hovertemplate=f"{escape(row.name)}: {_('mean')} {numbers.number(row.mean)}<extra></extra>",
        )
    title = {"font": {"size": 12, "color": theme.muted}}
    text = "<br>".join((_("value of a user"), _("dotted: the group's mean"), _("hatched: withheld")))
    figure.update_xaxes(title={"text": text, **title}, nticks=6, showgrid=False)
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[label(row.name, f"n {numbers.count(row.n)}", theme) for row in rows],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    margin = {"l": LABELS, "r": 14, "t": 6, "b": 78}
    return apply(figure, theme, 90 + ROW * max(1, len(rows)), margin=margin, barmode="overlay", bargap=0.06)


def describe(edges: Sequence[float], groups: Sequence[Spread]) -> str:
    """The rows as text: mean, the fullest bin and how many bins are withheld."""
    sentences = []
    for row in groups[:MOST_ROWS]:
        share, place = max((share or 0.0, place) for place, share in enumerate(row.shares))
        hidden = sum(one is None for one in row.shares)
        text = _("{name} (n {n}): mean {mean}, most users from {low} to {high} ({share:.0%})").format(
            name=row.name,
            n=numbers.count(row.n),
            mean=numbers.number(row.mean),
            low=numbers.number(edges[place]),
            high=numbers.number(edges[place + 1]),
            share=share,
        )
        withheld = plural("{n} bin withheld", "{n} bins withheld", hidden) if hidden else ""
        sentences.append(f"{text}{', ' if withheld else ''}{withheld}.")
    return " ".join([_("Spread of the values of users within groups."), *sentences])


def _bars(edges: Sequence[float], row: Spread, place: int, tallest: float, theme: Theme) -> go.Bar:
    heights = [TALLEST * (share or 0.0) / tallest for share in row.shares]
    return _row(
        edges,
        heights,
        place,
        marker={"color": theme.accent},
        customdata=[[*_ends(edges, i), share] for i, share in enumerate(row.shares)],
        hovertemplate=f"<b>{escape(row.name)}</b><br>%{{customdata[0]}}–%{{customdata[1]}}: %{{customdata[2]:.1%}} "
        f"{_('of users')}<extra></extra>",
    )


def _withheld(edges: Sequence[float], row: Spread, place: int, theme: Theme) -> go.Bar:
    heights = [WITHHELD if share is None else 0.0 for share in row.shares]
    lines = {"shape": "/", "fgcolor": theme.muted, "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.2}
    return _row(
        edges,
        heights,
        place,
        marker={"color": "rgba(0,0,0,0)", "pattern": lines, "line": {"color": theme.grid, "width": 1}},
        customdata=[_ends(edges, i) for i in range(len(row.shares))],
        hovertemplate=f"<b>{escape(row.name)}</b><br>%{{customdata[0]}}–%{{customdata[1]}}: {_('withheld')}"
        "<extra></extra>",
    )


def _row(edges: Sequence[float], heights: Sequence[float], place: int, **look: object) -> go.Bar:
    """Bars that stand on the lower edge of a row; upwards is towards smaller numbers."""
    return go.Bar(
        x=[(low + high) / 2 for low, high in zip(edges, edges[1:], strict=False)],
        y=[-height for height in heights],
        base=[place + 0.5] * len(heights),
        width=[0.94 * (high - low) for low, high in zip(edges, edges[1:], strict=False)],
        **look,
    )


def _ends(edges: Sequence[float], place: int) -> tuple[str, str]:
    return numbers.number(edges[place]), numbers.number(edges[place + 1])
