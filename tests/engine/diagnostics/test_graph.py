"""The causal graph: for every set-up whole, without a cycle, in words, and treated as the set-up treats it."""

from dataclasses import replace
from graphlib import TopologicalSorter
from typing import get_args

import pytest

from engine.diagnostics import graph as table
from engine.diagnostics.graph import Treatment, graph
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING
from engine.propensity import PROPENSITIES
from engine.words import graph as words

CORRECTED = {
    "none": set(),
    "popularity": {"popularity"},
    "user_item": {"popularity", "user"},
    "logistic": {"popularity", "user", "group"},
    "naive_bayes": {"user"},
    "poisson_factorization": {"popularity", "user", "group"},
    "position": set(),
    "logged": {"popularity", "user", "group"},
}
POSITIONS = {"interaction_columns": ("user_id", "item_id", "feedback", "position")}


def edges(found):
    return {(edge.source, edge.target): edge for edge in found.edges}


def check(found):
    keys = [node.key for node in found.nodes]
    assert len(set(keys)) == len(keys) and len(edges(found)) == len(found.edges)
    assert {key for edge in edges(found) for key in edge} == set(keys) <= set(words.NODES)
    assert set(edges(found)) <= set(words.EDGES)
    causes = {key: [s for s, target in edges(found) if target == key] for key in keys}
    assert list(TopologicalSorter(causes).static_order()), "raises where there is a cycle"
    assert [node.key for node in found.nodes if not node.seen] == ["hidden"]
    for edge in found.edges:
        assert words.arrow(edge.source, edge.target, edge.treatment, edge.cut)


def test_every_setup_has_a_graph(setup, record):
    found = graph(setup, record.schema)
    check(found)
    random = setup["split"]["kind"] == "randomized"
    assert {edge.target for edge in found.edges if edge.cut} == ({"exposure"} if random else set())
    assert all(edge.cut == random for edge in found.edges if edge.target == "exposure")
    corrected = {edge.source for edge in found.edges if edge.treatment == "corrected"}
    assert corrected == CORRECTED[setup["propensity"]["kind"]]
    assert edges(found)["hidden", "exposure"].treatment == "absent"


def test_training_within_odds_allows_for_a_hidden_cause(config, record):
    setup = config("mf", "dr", "logistic")
    setup["objective"]["params"] = {"odds": 2.0}
    found = graph(setup, record.schema)
    check(found)
    assert {edges(found)["hidden", target].treatment for target in ("exposure", "feedback")} == {"bounded"}


def test_nodes_are_those_that_the_log_has(config, record):
    setup = config("mf", "naive", "none")
    plain = {node.key for node in graph(setup, record.schema).nodes}
    assert plain == {"user", "item", "popularity", "exposure", "feedback", "hidden", "group"}
    with_positions = graph(setup, replace(record.schema, **POSITIONS))
    check(with_positions)
    assert {node.key for node in with_positions.nodes} == plain | {"position"}
    assert edges(with_positions)["position", "feedback"].treatment == "ignored"
    without = graph(setup, replace(record.schema, user_attributes=()))
    check(without)
    assert {node.key for node in without.nodes} == plain - {"group"}


def test_a_propensity_by_position_corrects_for_the_place(config, record):
    log = replace(record.schema, **POSITIONS)
    assert edges(graph(config("mf", "ips", "position"), log))["position", "feedback"].treatment == "corrected"
    assert edges(graph(config("mf", "ips", "logistic"), log))["position", "feedback"].treatment == "ignored"


def test_uploaded_lists_may_have_caused_what_judges_them(record):
    found = graph({"recommendations": "ff", "cutoff": 5}, replace(record.schema, **POSITIONS))
    check(found)
    assert edges(found)["lists", "exposure"].treatment == "absent"
    assert edges(found)["user", "exposure"].treatment == "ignored"


def test_mitigations_act_on_their_arrow(config, record):
    reweighed = config("mf", "bpr", "none", preprocessing=[{"kind": "reweigh", "params": {}}])
    assert edges(graph(reweighed, record.schema))["group", "feedback"].treatment == "corrected"


def test_tables_match_the_registries():
    assert set(table.BY_PROPENSITY) == {"none", *PROPENSITIES}
    assert set(table.BY_MITIGATION) == {*PREPROCESSING, *INPROCESSING, *POSTPROCESSING}
    assert set(words.TREATMENTS) == set(get_args(Treatment))
    arrows = {*table.ALWAYS, *table.WITH_GROUPS, *table.WITH_POSITIONS, *table.WITH_LISTS}
    assert arrows == set(words.EDGES) and {key for arrow in arrows for key in arrow} == set(words.NODES)


def test_what_has_no_entry_is_an_error(config, record):
    with pytest.raises(KeyError):
        graph(config("mf", "ips", "new"), record.schema)
