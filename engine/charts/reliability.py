"""What was predicted against what was found, by group: on the diagonal a system promises what people find."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.series import MOST_LINES, legend, styles
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _


@dataclass(frozen=True, slots=True)
class Point:
    """Mean prediction and mean feedback of the test pairs of one level, and the users behind it in words."""

    predicted: float
    observed: float
    users: str


@dataclass(frozen=True, slots=True)
class Line:
    """One group by its shown name; None where a level has too few users."""

    name: str
    points: Sequence[Point | None]


def reliability(lines: Sequence[Line], theme: Theme = LIGHT) -> go.Figure:
    """Draw the first lines that have a point; a level that is withheld leaves a gap in its line."""
    drawn = shown(lines)
    found = [value for line in drawn for p in line.points if p for value in (p.predicted, p.observed)]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    pad = 0.06 * ((high - low) or 1.0)
    ends = [low - pad, high + pad]
    figure = go.Figure(
        go.Scatter(
            x=ends,
            y=ends,
            mode="lines",
            line={"color": theme.muted, "dash": "dot", "width": 1.5},
            name=_("as promised"),
            hoverinfo="skip",
        )
    )
    for line, style in zip(drawn, styles(len(drawn), theme), strict=True):
        figure.add_scatter(
            x=[p.predicted if p else None for p in line.points],
            y=[p.observed if p else None for p in line.points],
            mode="lines+markers",
            connectgaps=False,
            line={"color": style.color, "width": 2, "dash": style.dash},
            marker={"symbol": style.sign, "size": 9, "color": style.color},
            name=escape(shorten(line.name, 30)),
            customdata=[escape(p.users) if p else None for p in line.points],
            hovertemplate=f"<b>{escape(line.name)}</b><br>{_('predicted')} %{{x:.2f}}, {_('found')} %{{y:.2f}}"
            f"<br>{_('users')} %{{customdata}}<extra></extra>",
        )
    title = {"font": {"size": 12, "color": theme.muted}}
    figure.update_xaxes(title={"text": _("mean prediction"), **title}, range=ends, nticks=7)
    figure.update_yaxes(title={"text": _("mean feedback"), **title}, range=ends, nticks=7)
    margin = {"l": 60, "r": 14, "t": 64, "b": 48}
    return apply(figure, theme, 380, margin=margin, showlegend=True, legend=legend(theme))


def describe(lines: Sequence[Line]) -> str:
    """The lines as text: each group's lowest and highest level."""
    sentences = []
    for line in shown(lines):
        points = [p for p in line.points if p]
        ends = "; ".join(
            _("predicted {predicted}, found {observed} (n {n})").format(
                predicted=numbers.number(p.predicted, 2),
                observed=numbers.number(p.observed, 2),
                n=p.users,
            )
            for p in dict.fromkeys((points[0], points[-1]))
        )
        sentences.append(f"{line.name}: {ends}.")
    return " ".join([_("Mean feedback by mean prediction."), *sentences])


def shown(lines: Sequence[Line]) -> list[Line]:
    """The lines that are drawn."""
    return [line for line in lines if any(line.points)][:MOST_LINES]
