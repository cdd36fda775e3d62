"""How well attributes can be read off what a system holds or shows: a dot a group and source."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.labels import label
from engine.charts.series import legend, styles
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _, plural

MOST_GROUPS = 12
"""Groups that one figure can show."""
LABELS = 150
GUESSING = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """A group of users and what was read, by their shown names: the AUC with its interval."""

    group: str
    source: str
    auc: float
    low: float | None
    high: float | None


def leakage(reads: Sequence[Read], theme: Theme = LIGHT) -> go.Figure:
    """Draw the groups downwards, the sources of each below one another."""
    groups, sources = _names(reads)
    figure = go.Figure()
    step = 0.7 / max(1, len(sources))
    for s, (source, style) in enumerate(zip(sources, styles(len(sources), theme), strict=True)):
        own = [read for read in reads if read.source == source and read.group in groups]
        figure.add_scatter(
            x=[read.auc for read in own],
            y=[groups.index(read.group) + (s + 0.5) * step - 0.35 for read in own],
            mode="markers",
            marker={"symbol": style.sign, "size": 9, "color": style.color},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [None if read.high is None else read.high - read.auc for read in own],
                "arrayminus": [None if read.low is None else read.auc - read.low for read in own],
                "color": style.color,
                "thickness": 2,
                "width": 3,
            },
            name=escape(source),
            customdata=[escape(_said(read)) for read in own],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.add_vline(GUESSING, line={"dash": "dot", "color": theme.muted, "width": 1.5}, layer="below")
    title = {"font": {"size": 12, "color": theme.muted}, "text": _("AUC of the probe; dotted: guessing")}
    figure.update_xaxes(title=title, range=[_least(reads), 1.01], nticks=6)
    figure.update_yaxes(
        range=[len(groups) - 0.5, -0.5],
        tickvals=list(range(len(groups))),
        ticktext=[label(group, "", theme) for group in groups],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    height = 120 + (16 * len(sources) + 14) * max(1, len(groups))
    margin = {"l": LABELS, "r": 14, "t": 50, "b": 50}
    return apply(figure, theme, height, margin=margin, showlegend=True, legend=legend(theme))


def describe(reads: Sequence[Read]) -> str:
    """The dots as text, and how many groups are left out."""
    groups, _sources = _names(reads)
    told = "; ".join(_said(read) for read in reads if read.group in groups)
    left = len(dict.fromkeys(read.group for read in reads)) - len(groups)
    more = plural("{n} more group is not drawn.", "{n} more groups are not drawn.", left) if left else ""
    return f"{told}. {more}".strip()


def _names(reads: Sequence[Read]) -> tuple[list[str], list[str]]:
    groups, sources = (list(dict.fromkeys(names)) for names in ((r.group for r in reads), (r.source for r in reads)))
    return groups[:MOST_GROUPS], sources


def _least(reads: Sequence[Read]) -> float:
    """The left end: below guessing where something is."""
    ends = [GUESSING, *(read.low if read.low is not None else read.auc for read in reads)]
    return min(ends) - 0.02


def _said(read: Read) -> str:
    bounds = "" if read.low is None or read.high is None else f" {numbers.value_interval(read.low, read.high)}"
    return f"{read.group}, {read.source}: {read.auc:.2f}{bounds}"
