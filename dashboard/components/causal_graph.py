"""The causal graph with its legend, and the same in words."""

import pandas as pd
import streamlit as st

from dashboard.components import figures
from engine.charts import graph as charts
from engine.diagnostics.graph import Edge, Graph
from engine.words import _
from engine.words import graph as words


def show(graph: Graph) -> None:
    """The figure, how to read it, what its words mean, and every arrow as a line of a table."""
    st.header(_("What drives what"))
    drawn = charts.graph(graph.nodes, graph.edges, figures.theme())
    figures.draw(drawn, charts.describe(graph.nodes, graph.edges), "causal_graph")
    st.caption(
        _(
            "How to read it: an arrow says that one thing drives another. Its line says what this set-up does about it."
            " The picture is drawn from the set-up and the columns of the log; it was not learned from the data."
        )
    )
    with st.container(horizontal=True):
        _terms(graph)
    with st.expander(_("Every arrow in words")):
        st.table(pd.DataFrame([_line(edge) for edge in graph.edges]), border="horizontal", hide_index=True)


def _terms(graph: Graph) -> None:
    with st.popover(_("What the lines mean")):
        for key in dict.fromkeys(edge.treatment for edge in graph.edges):
            st.markdown(f"**{words.TREATMENTS[key].name}**: {words.TREATMENTS[key].definition}")
        if any(edge.cut for edge in graph.edges):
            st.markdown(f"**{words.CUT.name}**: {words.CUT.definition}")
    with st.popover(_("What the circles mean")):
        for node in graph.nodes:
            st.markdown(f"**{words.node(node.key)}**: {words.NODES[node.key].definition}")


def _line(edge: Edge) -> dict[str, str]:
    arrow = words.arrow(edge.source, edge.target, edge.treatment, edge.cut)
    return {_("Arrow"): arrow, _("Why it is there"): words.reason(edge.source, edge.target)}
