"""The causal graph as drawn: each arrow from node to node, each treatment with its dash and its legend."""

from dataclasses import dataclass
from itertools import combinations

import pytest

from engine.charts import graph
from engine.charts.theme import DARK, LIGHT
from engine.words.graph import EDGES, NODES, TREATMENTS


@dataclass(frozen=True)
class Node:
    key: str
    seen: bool = True


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    treatment: str
    cut: bool = False


ALL_NODES = [Node(key, key != "hidden") for key in NODES]
ALL_EDGES = [
    Edge(source, target, list(TREATMENTS)[i % len(TREATMENTS)], target == "exposure")
    for i, (source, target) in enumerate(EDGES)
]


def arrows(figure):
    return [trace for trace in figure.data if trace.mode == "lines+markers"]


def test_every_arrow_runs_between_its_nodes():
    drawn = arrows(graph.graph(ALL_NODES, ALL_EDGES))
    assert len(drawn) == len(ALL_EDGES)
    for trace, edge in zip(drawn, ALL_EDGES, strict=True):
        assert (trace.x[0], trace.y[0]) == graph.PLACES[edge.source]
        assert (trace.x[-1], trace.y[-1]) == graph.PLACES[edge.target]
        assert trace.marker.standoff[-1] == graph.RADIUS and trace.line.dash == graph.DASHES[edge.treatment]
        assert trace.text[0]


def test_legend_has_each_treatment_once_and_the_cut():
    named = [trace.name for trace in graph.graph(ALL_NODES, ALL_EDGES).data if trace.showlegend is not False]
    assert named == [*dict.fromkeys(TREATMENTS[edge.treatment].name for edge in ALL_EDGES), "cut in the test"]
    assert len(set(graph.DASHES.values())) == len(graph.DASHES) == len(TREATMENTS)
    plain = graph.graph(ALL_NODES, [Edge("user", "feedback", "assumed")])
    assert [trace.name for trace in plain.data if trace.showlegend is not False] == ["assumed"]


def test_cuts_stand_on_their_arrows():
    figure = graph.graph(ALL_NODES, ALL_EDGES)
    cuts = next(trace for trace in figure.data if trace.mode == "markers")
    assert len(cuts.x) == sum(edge.cut for edge in ALL_EDGES)


@pytest.mark.parametrize("width", [366, 1400])
def test_circles_do_not_touch_on_a_narrow_or_a_wide_screen(width):
    figure = graph.graph(ALL_NODES, ALL_EDGES)
    layout = figure.layout
    across = (width - layout.margin.l - layout.margin.r) / (layout.xaxis.range[1] - layout.xaxis.range[0])
    up = (layout.height - layout.margin.t - layout.margin.b) / (layout.yaxis.range[1] - layout.yaxis.range[0])
    assert set(graph.PLACES) == set(NODES)
    for (x0, y0), (x1, y1) in combinations(graph.PLACES.values(), 2):
        assert ((x1 - x0) * across) ** 2 + ((y1 - y0) * up) ** 2 > (2 * graph.RADIUS + 6) ** 2
    for x, y in graph.PLACES.values():
        assert min(x - layout.xaxis.range[0], layout.xaxis.range[1] - x) * across >= graph.RADIUS
        assert min(y - layout.yaxis.range[0], layout.yaxis.range[1] - y) * up >= graph.RADIUS


def test_what_the_log_does_not_hold_is_dashed():
    shapes = graph.graph(ALL_NODES, ALL_EDGES).layout.shapes
    assert [shape.line.dash for shape in shapes].count("dash") == 1 and len(shapes) == len(ALL_NODES)


def test_themes_change_the_colours_only():
    light, dark = graph.graph(ALL_NODES, ALL_EDGES, LIGHT), graph.graph(ALL_NODES, ALL_EDGES, DARK)
    assert [t.x for t in light.data] == [t.x for t in dark.data]
    assert light.layout.shapes[0].fillcolor != dark.layout.shapes[0].fillcolor


def test_the_graph_in_words():
    text = graph.describe([Node("user"), Node("exposure")], [Edge("user", "exposure", "ignored", True)])
    assert text == "Causal graph. Nodes: User, Exposure. Arrows: User → Exposure: ignored, cut in the test."
