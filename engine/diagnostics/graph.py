"""The causal graph of a log and a set-up: what drives what, and how the set-up treats each arrow.

Popularity is that of earlier interactions, so the loop by which lists make their own log has no arrow back.
Source: Chen, Dong, Wang, Feng, Wang & He (2023), Bias and debias in recommender system.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine import columns as c
from engine.contracts import Schema

Treatment = Literal["assumed", "ignored", "absent", "corrected", "bounded"]

ALWAYS = (
    ("user", "feedback"),
    ("item", "feedback"),
    ("item", "popularity"),
    ("popularity", "exposure"),
    ("user", "exposure"),
    ("exposure", "feedback"),
    ("hidden", "exposure"),
    ("hidden", "feedback"),
)
WITH_GROUPS = (("group", "user"), ("group", "exposure"), ("group", "feedback"))
WITH_POSITIONS = (("exposure", "position"), ("position", "feedback"))
WITH_LISTS = (("lists", "exposure"),)

BY_PROPENSITY: dict[str, dict[str, Treatment]] = {
    "none": {"popularity": "ignored", "user": "ignored", "group": "ignored"},
    "popularity": {"popularity": "corrected", "user": "absent", "group": "absent"},
    "user_item": {"popularity": "corrected", "user": "corrected", "group": "absent"},
    "logistic": {"popularity": "corrected", "user": "corrected", "group": "corrected"},
    "naive_bayes": {"popularity": "absent", "user": "corrected", "group": "absent"},
    "poisson_factorization": {"popularity": "corrected", "user": "corrected", "group": "corrected"},
    "position": {"popularity": "ignored", "user": "ignored", "group": "ignored"},
    "logged": {"popularity": "corrected", "user": "corrected", "group": "corrected"},
}
"""How each propensity treats the arrows into exposure, by where they come from."""
BY_PLACE = frozenset({"position"})
"""The propensities that correct for the place at which something was shown."""
BY_MITIGATION: dict[str, dict[tuple[str, str], Treatment]] = {
    "reweigh": {("group", "feedback"): "corrected"},
    "parity_penalty": {("group", "feedback"): "corrected"},
    "exposure_rerank": {},
}
"""Which arrow each mitigation acts on; re-ranking acts on the lists to come, and on no arrow of this log."""


@dataclass(frozen=True, slots=True)
class Node:
    """A cause or an effect. `seen`: whether the log holds it."""

    key: str
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow. `treatment`: in training (uploaded lists: in judging them); `cut`: absent in the test,
    where exposure was random.
    """

    source: str
    target: str
    treatment: Treatment
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and arrows; every arrow joins two of the nodes, and there is no cycle."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(config: Mapping[str, Any], schema: Schema) -> Graph:
    """The graph of a run's canonical config on a log.

    Raises:
        KeyError: where a propensity or mitigation has no entry: each needs one.
    """
    trained = "model" in config
    treated = _treated(config) if trained else _untreated()
    random_test = trained and config["split"]["kind"] == "randomized"
    edges = tuple(
        Edge(source, target, treated.get((source, target), "assumed"), random_test and target == "exposure")
        for source, target in _arrows(schema, trained)
    )
    keys = dict.fromkeys(key for edge in edges for key in (edge.source, edge.target))
    return Graph(tuple(Node(key, seen=key != "hidden") for key in keys), edges)


def _arrows(schema: Schema, trained: bool) -> Iterator[tuple[str, str]]:
    yield from ALWAYS
    if any(attribute.kind != "text" for attribute in schema.user_attributes):
        yield from WITH_GROUPS
    if c.POSITION in schema.interaction_columns:
        yield from WITH_POSITIONS
    if not trained:
        yield from WITH_LISTS


def _treated(config: Mapping[str, Any]) -> dict[tuple[str, str], Treatment]:
    """How training treats the arrows that it does not leave as they are."""
    propensity = config["propensity"]["kind"]
    found = _of_exposure(BY_PROPENSITY[propensity])
    if propensity in BY_PLACE:
        found["position", "feedback"] = "corrected"
    if bounds_hidden_causes(config):
        found |= {("hidden", "exposure"): "bounded", ("hidden", "feedback"): "bounded"}
    for stage in ("preprocessing", "inprocessing", "postprocessing"):
        for part in config[stage]:
            found |= BY_MITIGATION[part["kind"]]
    return found


def bounds_hidden_causes(config: Mapping[str, Any]) -> bool:
    """Whether training takes hidden causes into account, within stated odds of being observed."""
    return float(config["objective"]["params"].get("odds", 1.0)) > 1


def _untreated() -> dict[tuple[str, str], Treatment]:
    """Uploaded lists are judged by what was logged, as it was logged."""
    return {**_of_exposure(BY_PROPENSITY["none"]), ("lists", "exposure"): "absent"}


def _of_exposure(sources: Mapping[str, Treatment]) -> dict[tuple[str, str], Treatment]:
    """No propensity accounts for what is not in the log; next to none for positions."""
    into: dict[tuple[str, str], Treatment] = {(source, "exposure"): how for source, how in sources.items()}
    return {
        **into,
        ("position", "feedback"): "ignored",
        ("hidden", "exposure"): "absent",
        ("hidden", "feedback"): "absent",
    }
