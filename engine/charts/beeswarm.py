"""Every feature's contributions over many pairs: one dot a pair, coloured by the value of the feature."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.labels import label
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _, plural

MOST_ROWS = 12
ROW, LABELS = 48, 160
PLACES = 60
"""Dots whose contributions fall into the same of so many columns are stacked."""
SCALES = {
    "light": ((0.0, "#0072B2"), (0.5, "#8C8C8C"), (1.0, "#D55E00")),
    "dark": ((0.0, "#56B4E9"), (0.5, "#B8B8B8"), (1.0, "#F0814A")),
}
"""From low to high: blue over grey to orange, which all kinds of colour vision tell apart."""


@dataclass(frozen=True, slots=True)
class Swarm:
    """A feature by its shown name: contributions, and for each the place of the value from 0 (low) to 1 (high).

    `shade` None: unknown, or a category, which has no order. `note`: a line below the name; empty for none.
    """

    name: str
    importance: float
    phi: Sequence[float]
    shade: Sequence[float | None]
    note: str = ""


def beeswarm(swarms: Sequence[Swarm], theme: Theme = LIGHT) -> go.Figure:
    """One row a feature, the most important on top; dots to the right raise the score."""
    shown = _most(swarms)
    figure = go.Figure()
    for row, swarm in enumerate(shown):
        for trace in _dots(row, swarm, theme):
            figure.add_trace(trace)
    figure.add_vline(0, line={"color": theme.muted, "width": 1.2})
    figure.update_xaxes(
        title={"text": f"{_('contribution to the score')}<br>{_('colour: value of the feature')}"},
        title_font={"size": 12, "color": theme.muted},
        title_standoff=8,
        nticks=5,
    )
    figure.update_yaxes(
        range=[max(len(shown), 1) - 0.5, -0.5],
        tickvals=list(range(len(shown))),
        ticktext=[label(swarm.name, swarm.note, theme) for swarm in shown],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )
    _legend(figure, shown, theme)
    margin = {"l": LABELS, "r": 14, "t": 34, "b": 62}
    return apply(figure, theme, 110 + ROW * max(len(shown), 1), margin=margin, hovermode="closest")


def describe(swarms: Sequence[Swarm]) -> str:
    """The swarm as text: mean sizes, the most important first."""
    listed = "; ".join(f"{swarm.name}: {numbers.number(swarm.importance)}" for swarm in _most(swarms))
    text = _("Mean size of the contributions to the score. {listed}.").format(listed=listed)
    left = len(swarms) - MOST_ROWS
    return text if left <= 0 else f"{text} {plural('{n} other feature is smaller.', '{n} others are smaller.', left)}"


def _most(swarms: Sequence[Swarm]) -> list[Swarm]:
    return sorted(swarms, key=lambda swarm: -swarm.importance)[:MOST_ROWS]


def _dots(row: int, swarm: Swarm, theme: Theme) -> list[go.Scatter]:
    """The dots with a shade, and those without in one quiet colour."""
    heights = row + _stacked(np.asarray(swarm.phi, dtype=np.float64))
    known = [i for i, shade in enumerate(swarm.shade) if shade is not None]
    plain = [i for i, shade in enumerate(swarm.shade) if shade is None]
    coloured = {
        "color": [swarm.shade[i] for i in known],
        "colorscale": SCALES[theme.mode],
        "cmin": 0,
        "cmax": 1,
        "size": 5,
        "opacity": 0.8,
    }
    quiet = {"color": theme.muted, "size": 5, "opacity": 0.6, "symbol": "circle-open"}
    parts = [(known, coloured), (plain, quiet)]
    return [_trace(swarm, rows, heights, marker) for rows, marker in parts if rows]


def _trace(swarm: Swarm, rows: Sequence[int], heights: np.ndarray, marker: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        x=[swarm.phi[i] for i in rows],
        y=[float(heights[i]) for i in rows],
        mode="markers",
        marker=marker,
        hovertemplate=f"{escape(swarm.name)}<br>%{{x:.3f}}<extra></extra>",
    )


def _stacked(phi: np.ndarray) -> np.ndarray:
    """Heights in [-0.36, 0.36]: dots in one column are put alternately above and below the line."""
    if not len(phi):
        return np.zeros(0)
    width = float(np.ptp(phi)) or 1.0
    column = np.floor((phi - phi.min()) / width * PLACES).astype(int)
    heights = np.zeros(len(phi))
    for place in np.unique(column):
        rows = np.flatnonzero(column == place)
        steps = np.arange(len(rows))
        heights[rows] = (steps + 1) // 2 * np.where(steps % 2, 1, -1)
    most = float(np.abs(heights).max())
    return heights * (0.36 / max(most, 6.0))


def _legend(figure: go.Figure, shown: Sequence[Swarm], theme: Theme) -> None:
    """Low, high and no order as coloured words above the plot: a colour bar would take a telephone's width."""
    scale = SCALES[theme.mode]
    words = [
        f"<span style='color:{scale[0][1]}'>●</span> {_('low')}",
        f"<span style='color:{scale[2][1]}'>●</span> {_('high')}",
    ]
    if any(shade is None for swarm in shown for shade in swarm.shade):
        words.append(f"<span style='color:{theme.muted}'>○</span> {_('no order, or unknown')}")
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-LABELS + 6,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=6,
        text="   ".join(words),
        showarrow=False,
        font={"color": theme.text, "size": 12},
    )
