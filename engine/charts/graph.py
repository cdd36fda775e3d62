"""The causal graph of a set-up: nodes by hand in one place for all, arrows styled by how they are treated."""

from collections.abc import Sequence
from typing import Any, Protocol

import plotly.graph_objects as go

from engine.charts.theme import LIGHT, Theme, apply
from engine.words import _
from engine.words import graph as words

PLACES: dict[str, tuple[float, float]] = {
    "group": (0.0, 3.0),
    "user": (1.0, 3.0),
    "lists": (2.0, 3.0),
    "exposure": (0.0, 1.5),
    "position": (1.0, 1.3),
    "feedback": (2.0, 1.5),
    "hidden": (1.0, 0.55),
    "popularity": (0.0, -0.1),
    "item": (2.0, -0.1),
}
"""(right, up) of each node: causes of exposure on the left, of feedback on the right."""
RADIUS = 34
"""Pixels: a circle holds its name at any width, so arrows end at its rim whatever the screen."""
BENDS: dict[tuple[str, str], float] = {("exposure", "feedback"): 0.65}
"""How far up an arrow bends that would run through another node."""
STEPS = 24
DASHES = {"assumed": "solid", "ignored": "dashdot", "absent": "dash", "corrected": "dot", "bounded": "longdashdot"}
FILL = {"light": "#f3f6fa", "dark": "#202a37"}


class Node(Protocol):
    """A node by its key; `seen`: whether the log holds it."""

    @property
    def key(self) -> str:
        """One of `PLACES`."""
        ...

    @property
    def seen(self) -> bool:
        """Whether the log holds it."""
        ...


class Edge(Protocol):
    """An arrow, how it is treated (`DASHES`), and whether it is cut in the test."""

    @property
    def source(self) -> str:
        """Where it begins."""
        ...

    @property
    def target(self) -> str:
        """Where it ends."""
        ...

    @property
    def treatment(self) -> str:
        """A key of `DASHES`."""
        ...

    @property
    def cut(self) -> bool:
        """Whether it is cut in the test."""
        ...


def graph(nodes: Sequence[Node], edges: Sequence[Edge], theme: Theme = LIGHT) -> go.Figure:
    """Draw the graph with a legend of the treatments that occur."""
    figure = go.Figure()
    figure.add_traces([_key(treatment, theme) for treatment in dict.fromkeys(edge.treatment for edge in edges)])
    figure.add_traces([_arrow(edge, theme) for edge in edges])
    cut = [edge for edge in edges if edge.cut]
    if cut:
        figure.add_trace(_cuts(cut, theme))
    for node in nodes:
        figure.add_shape(**_circle(node, theme))
        figure.add_annotation(**_name(node, theme))
    figure.update_xaxes(range=[-0.35, 2.35], visible=False)
    figure.update_yaxes(range=[-0.5, 3.4], visible=False)
    apply(figure, theme, 520, margin={"l": 4, "r": 4, "t": 4, "b": 72}, hovermode="closest")
    legend = {"orientation": "h", "x": 0, "y": -0.01, "yanchor": "top", "itemclick": False, "itemdoubleclick": False}
    return figure.update_layout(showlegend=True, legend=legend)


def describe(nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """The graph as text: its nodes, then each arrow with how it is treated."""
    named = ", ".join(words.node(node.key) for node in nodes)
    arrows = "; ".join(words.arrow(edge.source, edge.target, edge.treatment, edge.cut) for edge in edges)
    return _("Causal graph. Nodes: {nodes}. Arrows: {arrows}.").format(nodes=named, arrows=arrows)


def _arrow(edge: Edge, theme: Theme) -> go.Scatter:
    """A line between centres, the head where it meets the circle."""
    path = _path(edge)
    color = _color(edge.treatment, theme)
    text = (
        f"{words.arrow(edge.source, edge.target, edge.treatment, edge.cut)}<br>{words.reason(edge.source, edge.target)}"
    )
    return go.Scatter(
        x=[x for x, _y in path],
        y=[y for _x, y in path],
        mode="lines+markers",
        line={"color": color, "width": 2, "dash": DASHES[edge.treatment]},
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "standoff": [0] * (len(path) - 1) + [RADIUS],
            "color": color,
            "size": [0] * (len(path) - 1) + [13],
            "opacity": 1,
            "line": {"width": 0},
        },
        showlegend=False,
        text=[text] * len(path),
        hovertemplate="%{text}<extra></extra>",
    )


def _key(treatment: str, theme: Theme) -> go.Scatter:
    """The legend's entry of a treatment: a line alone, since a head in its middle would hide the dashes."""
    line = {"color": _color(treatment, theme), "width": 2, "dash": DASHES[treatment]}
    return go.Scatter(x=[None], y=[None], mode="lines", line=line, name=words.TREATMENTS[treatment].name)


def _cuts(edges: Sequence[Edge], theme: Theme) -> go.Scatter:
    """A cross on the middle of each arrow that random exposure cuts in the test."""
    middles = [_path(edge)[STEPS // 2] for edge in edges]
    return go.Scatter(
        x=[x for x, _y in middles],
        y=[y for _x, y in middles],
        mode="markers",
        marker={"symbol": "x-thin", "size": 13, "line": {"width": 3, "color": theme.verdict("outside")}},
        name=words.CUT.name,
        hovertemplate=f"{words.CUT.name}<extra></extra>",
    )


def _path(edge: Edge) -> list[tuple[float, float]]:
    """Points of the arrow, a parabola where it bends."""
    (x0, y0), (x1, y1) = PLACES[edge.source], PLACES[edge.target]
    bend = BENDS.get((edge.source, edge.target), 0.0)
    parts = [i / STEPS for i in range(STEPS + 1)]
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 2 * bend * t * (1 - t)) for t in parts]


def _color(treatment: str, theme: Theme) -> str:
    colors = {
        "corrected": theme.accent,
        "bounded": theme.accent,
        "ignored": theme.verdict("inconclusive"),
        "absent": theme.muted,
    }
    return colors.get(treatment, theme.text)


def _circle(node: Node, theme: Theme) -> dict[str, Any]:
    x, y = PLACES[node.key]
    return {
        "type": "circle",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": x,
        "yanchor": y,
        "x0": -RADIUS,
        "x1": RADIUS,
        "y0": -RADIUS,
        "y1": RADIUS,
        "fillcolor": FILL[theme.mode],
        "line": {
            "color": theme.text if node.seen else theme.muted,
            "width": 1.5,
            "dash": "solid" if node.seen else "dash",
        },
        "layer": "above",
    }


def _name(node: Node, theme: Theme) -> dict[str, Any]:
    """The name, a word a line."""
    x, y = PLACES[node.key]
    text = words.node(node.key).replace(" ", "<br>")
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 12, "color": theme.text}}
