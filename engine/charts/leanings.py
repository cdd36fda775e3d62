"""How far lists strengthen or weaken what groups lean to: a dot a group and category, around zero."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts.labels import label
from engine.charts.series import legend, styles
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _, plural

MOST_CATEGORIES, MOST_GROUPS = 12, 4
"""What one figure can show: those categories where the lists are furthest from the log."""
LABELS = 150


@dataclass(frozen=True, slots=True)
class Dot:
    """A group and a category by their shown names: the change of its leaning as a share, with its interval."""

    group: str
    category: str
    change: float
    low: float | None
    high: float | None


def leanings(dots: Sequence[Dot], theme: Theme = LIGHT) -> go.Figure:
    """Draw the categories downwards, the groups of each below one another."""
    groups, categories = names(dots)
    figure = go.Figure()
    step = 0.8 / max(1, len(groups))
    for g, (group, style) in enumerate(zip(groups, styles(len(groups), theme), strict=True)):
        own = [dot for dot in dots if dot.group == group and dot.category in categories]
        figure.add_scatter(
            x=[dot.change for dot in own],
            y=[categories.index(dot.category) + (g + 0.5) * step - 0.4 for dot in own],
            mode="markers",
            marker={"symbol": style.sign, "size": 9, "color": style.color},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [None if dot.high is None else dot.high - dot.change for dot in own],
                "arrayminus": [None if dot.low is None else dot.change - dot.low for dot in own],
                "color": style.color,
                "thickness": 2,
                "width": 3,
            },
            name=escape(shorten(group, 30)),
            customdata=[escape(_said(dot)) for dot in own],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.add_vline(0, line={"dash": "dot", "color": theme.muted, "width": 1.5}, layer="below")
    title = {"font": {"size": 12, "color": theme.muted}}
    text = f"{_('change of the leaning')}<br>{_('left: weakened, right: strengthened')}"
    figure.update_xaxes(title={"text": text, **title}, tickformat="+.0%", nticks=6)
    figure.update_yaxes(
        range=[len(categories) - 0.5, -0.5],
        tickvals=list(range(len(categories))),
        ticktext=[label(category, "", theme) for category in categories],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    height = 130 + (18 * len(groups) + 14) * max(1, len(categories))
    margin = {"l": LABELS, "r": 14, "t": 50, "b": 62}
    return apply(figure, theme, height, margin=margin, showlegend=True, legend=legend(theme))


def describe(dots: Sequence[Dot]) -> str:
    """The dots as text, one clause each."""
    groups, categories = names(dots)
    shown = [_said(dot) for dot in dots if dot.group in groups and dot.category in categories]
    return " ".join([_("Change of what groups lean to."), *(f"{text}." for text in shown)])


def names(dots: Sequence[Dot]) -> tuple[list[str], list[str]]:
    """The groups and categories that are drawn, in the order in which they come."""
    groups = list(dict.fromkeys(dot.group for dot in dots))[:MOST_GROUPS]
    furthest: dict[str, float] = {}
    for dot in dots:
        if dot.group in groups:
            furthest[dot.category] = max(abs(dot.change), furthest.get(dot.category, 0.0))
    largest = sorted(furthest, key=lambda name: -furthest[name])[:MOST_CATEGORIES]
    return groups, [name for name in furthest if name in largest]


def left_out(dots: Sequence[Dot]) -> str:
    """What the figure does not show; empty where it shows all."""
    groups, categories = names(dots)
    missing = len({(dot.group, dot.category) for dot in dots}) - sum(
        dot.group in groups and dot.category in categories for dot in dots
    )
    return plural("{n} more is not drawn.", "{n} more are not drawn.", missing) if missing else ""


def _said(dot: Dot) -> str:
    between = "" if dot.low is None or dot.high is None else f" [{dot.low:+.0%}, {dot.high:+.0%}]"
    return f"{dot.group}, {dot.category}: {dot.change:+.0%}{between}"
