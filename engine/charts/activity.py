"""Activity: how many users have how many interactions, and who wrote the log."""

from collections.abc import Sequence
from typing import Protocol

import plotly.graph_objects as go

from engine.charts import columns, numbers
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _, attributes

ROW, LABELS, HEADER = 46, 132, 28


class Share(Protocol):
    """A group's share of users and of rows, in [0, 1]; None where it is withheld."""

    @property
    def group(self) -> str:
        """The group's label."""
        ...

    @property
    def users(self) -> float | None:
        """Its share of users."""
        ...

    @property
    def rows(self) -> float | None:
        """Its share of rows."""
        ...


def activity(edges: Sequence[int], users: Sequence[int], without: int, theme: Theme = LIGHT) -> go.Figure:
    """Users by their number of interactions; `edges`: one more than `users`; `without`: users with none."""
    labels, counts = _histogram(edges, users, without)
    return columns.columns(labels, counts, _("users"), _("interactions a user"), theme)


def describe(edges: Sequence[int], users: Sequence[int], without: int) -> str:
    """The histogram as text."""
    labels, counts = _histogram(edges, users, without)
    return columns.describe(labels, counts, _("users"), _("interactions a user"))


def writers(shares: Sequence[Share], theme: Theme = LIGHT) -> go.Figure:
    """For each group a hollow bar for its share of users and a full one for its share of rows; withheld ones named."""
    places = [HEADER + ROW * (i + 0.5) for i in range(len(shares))]
    figure = go.Figure([_bars("users", shares, places, theme), _bars("rows", shares, places, theme)])
    for place, share in zip(places, shares, strict=True):
        if share.rows is None:
            figure.add_annotation(**_withheld(place, theme))
    largest = max([0.05, *(part for s in shares for part in (s.users, s.rows) if part is not None)])
    figure.update_xaxes(range=[0, 1.28 * largest], visible=False)
    figure.update_yaxes(
        range=[HEADER + ROW * len(shares), 0],
        tickvals=places,
        ticktext=[escape(shorten(attributes.group(share.group), 17)) for share in shares],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    figure.add_annotation(**_heading(theme))
    height = HEADER + ROW * max(len(shares), 1) + 12
    return apply(figure, theme, height, margin={"l": LABELS, "r": 8, "t": 4, "b": 4}, barmode="group", bargap=0.3)


def describe_writers(shares: Sequence[Share]) -> str:
    """The shares as text."""
    listed = "; ".join(
        f"{attributes.group(s.group)}: {numbers.count(None)}"
        if s.rows is None or s.users is None
        else _("{group}: {users:.1%} of users, {rows:.1%} of rows").format(
            group=attributes.group(s.group), users=s.users, rows=s.rows
        )
        for s in shares
    )
    return _("Who wrote the log. {listed}.").format(listed=listed)


def _histogram(edges: Sequence[int], users: Sequence[int], without: int) -> tuple[list[str], list[int]]:
    bins = [
        f"{low:,}" if high == low + 1 else f"{low:,}–{high - 1:,}" for low, high in zip(edges, edges[1:], strict=False)
    ]
    return (["0", *bins], [without, *users]) if without else (bins, list(users))


def _bars(what: str, shares: Sequence[Share], places: Sequence[float], theme: Theme) -> go.Bar:
    values = [getattr(share, what) for share in shares]
    fill, line = ("rgba(0,0,0,0)", theme.muted) if what == "users" else (theme.accent, theme.accent)
    return go.Bar(
        orientation="h",
        name=what,
        x=[value or 0 for value in values],
        y=places,
        width=15,
        offset=-16 if what == "users" else 1,
        text=["" if value is None else f"{value:.1%}" for value in values],
        textposition="outside",
        textfont={"size": 11},
        cliponaxis=False,
        marker={"color": fill, "line": {"color": line, "width": 1.5}},
        hovertemplate="%{text}<extra></extra>",
    )


def _heading(theme: Theme) -> dict[str, object]:
    """The legend as one line: plotly's own would wrap over the bars on a narrow screen."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6 - LABELS,
        "y": HEADER / 2,
        "text": _("hollow: share of users · filled: share of rows"),
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
    }


def _withheld(place: float, theme: Theme) -> dict[str, object]:
    return {
        "x": 0.01,
        "xref": "paper",
        "xanchor": "left",
        "y": place,
        "text": f"<i>{numbers.count(None)}</i>",
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
    }
