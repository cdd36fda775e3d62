"""Who gained and who lost: shares of users by group, losses to the left of zero and gains to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _, comparisons

ROW, LABELS, HEADER = 46, 168, 26


@dataclass(frozen=True, slots=True)
class Gain:
    """One group: the shares of its users who rose, fell and stayed; all None where it is withheld."""

    label: str
    n: int | None
    rose: float | None
    fell: float | None
    stayed: float | None


def gains(rows: Sequence[Gain], theme: Theme = LIGHT) -> go.Figure:
    """Bars in the order given; every bar has its share written beside it, and a withheld group is named."""
    if not rows:
        return apply(go.Figure(), theme, 80)
    places = [HEADER + ROW * (i + 0.5) for i in range(len(rows))]
    figure = go.Figure([_bars("fell", -1, rows, places, theme), _bars("rose", 1, rows, places, theme)])
    for key, sign in (("fell", -1), ("rose", 1)):
        figure.add_annotation(**_heading(key, sign, theme))
    for place, row in zip(places, rows, strict=True):
        if row.rose is None:
            figure.add_annotation(**_withheld(place, theme))
    figure.add_vline(0, line={"color": theme.muted, "width": 1.5})
    span = 1.7 * max([0.05, *(share for row in rows for share in (row.rose, row.fell) if share is not None)])
    figure.update_xaxes(
        range=[-span, span],
        showticklabels=False,
        showgrid=False,
        title={"text": _("share of users"), "font": {"size": 12, "color": theme.muted}},
    )
    figure.update_yaxes(
        range=[HEADER + ROW * len(rows), 0],
        tickvals=places,
        ticktext=[_label(row, theme) for row in rows],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    height = HEADER + ROW * len(rows) + 44
    return apply(figure, theme, height, margin={"l": LABELS, "r": 10, "t": 6, "b": 38}, barmode="relative", bargap=0.45)


def describe(rows: Sequence[Gain]) -> str:
    """The bars as text, one sentence a group."""
    return " ".join([_("Who gained and who lost."), *(f"{row.label}: {_shares(row)}." for row in rows)])


def _bars(key: str, sign: int, rows: Sequence[Gain], places: list[float], theme: Theme) -> go.Bar:
    shares = [getattr(row, key) for row in rows]
    word = comparisons.direction(key)
    return go.Bar(
        orientation="h",
        x=[sign * (share or 0.0) for share in shares],
        y=places,
        width=ROW * 0.5,
        text=["" if share is None else f"{share:.0%}" for share in shares],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        name=word,
        marker={"color": theme.accent if sign > 0 else theme.second},
        customdata=[f"<b>{escape(row.label)}</b><br>{escape(_shares(row))}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _heading(key: str, sign: int, theme: Theme) -> dict[str, object]:
    """The word over the bars of one side."""
    font = {"color": theme.text, "size": 13}
    anchor = "left" if sign > 0 else "right"
    text = f"<b>{comparisons.direction(key)}</b>"
    return {
        "x": 0,
        "xshift": 8 * sign,
        "xanchor": anchor,
        "y": HEADER / 2,
        "text": text,
        "showarrow": False,
        "font": font,
    }


def _withheld(place: float, theme: Theme) -> dict[str, object]:
    font = {"color": theme.muted, "size": 12}
    return {"x": 0, "xshift": 34, "y": place, "text": f"<i>{numbers.count(None)}</i>", "showarrow": False, "font": font}


def _label(row: Gain, theme: Theme) -> str:
    """Two lines: the group, and how many users it has and how many of them stayed."""
    parts = [f"n {numbers.count(row.n)}"]
    if row.stayed is not None:
        parts.append(f"{row.stayed:.0%} {comparisons.direction('stayed')}")
    below = f"<span style='font-size:11px;color:{theme.muted}'>{escape(' · '.join(parts))}</span>"
    return f"{escape(shorten(row.label, 20))}<br>{below}"


def _shares(row: Gain) -> str:
    if row.rose is None or row.fell is None or row.stayed is None:
        return numbers.count(None)
    told = [f"{getattr(row, key):.0%} {comparisons.direction(key)}" for key in comparisons.DIRECTIONS]
    return f"{', '.join(told)}, n {numbers.count(row.n)}"
