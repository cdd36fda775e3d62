"""Hand-made records of what is kept beside a run and its log: a diagnosis, judged assumptions, an explanation."""

from typing import Any

from engine.audit.comparison import Number
from engine.audit.drawn import Places
from engine.audit.exposed import Curve, Exposed
from engine.audit.flip import Flip
from engine.audit.leakage import Leakage
from engine.audit.probe import Probe
from engine.audit.seeds import Seeds, SeedSpread
from engine.contracts import Finding
from engine.diagnostics import Diagnosis, Quality, Support
from engine.diagnostics.activity import Activity
from engine.diagnostics.feedback import Feedback
from engine.diagnostics.graph import Edge, Graph, Node
from engine.diagnostics.overlap import Overlap
from engine.diagnostics.popularity import Popularity
from engine.diagnostics.stated import Stated
from engine.diagnostics.weights import Weights
from engine.diagnostics.writers import Writers
from engine.explain import Explanation, Fidelity, NamedFeature, Summary
from engine.explain.explanation import Level
from engine.report.assumed import assumed
from engine.report.diagnosed import diagnosed
from engine.report.explained import explained
from engine.report.probed import probed
from engine.report.shown_exposure import shown_exposure
from engine.workspace.judgements import Judgement

NASTY = "<img src=x onerror=alert(1)>\"'{{7*7}}</script>"


def make_diagnosis() -> Diagnosis:
    """A log with weak overlap, popular items, and one attribute whose groups wrote unequally."""
    findings = (
        Finding("quality.no_randomized", "note", {}),
        Finding("quality.missing", "caution", {"attribute": NASTY, "share": 0.4}),
        Finding(
            "support.weak",
            "caution",
            {"effective": 900.0, "share": 0.09, "top_share": 0.3, "coverage": 0.97, "clipped": 0.1,
             "propensity": "logistic"},
        ),
    )  # fmt: skip
    overlap = Overlap("weak", (-3.0, -2.0, -1.0), (0.2, 0.8), (0.7, 0.3), 0.03, 0.5)
    weights = Weights("weak", 10000, 900.0, 0.09, 50.0, 20.0, 0.3, 0.1, 0.9, ((1.0, 1.0), (50.0, 0.01)))
    return Diagnosis(
        dataset="d" * 16,
        quality=Quality(1000, 200, 12345, 0.0617, 11.0, None, 40, 2, 0.08, 3.4, 5),
        activity=Activity("good", (1, 2, 5), (400, 600), 0, 0.04, 0.05, 11.0),
        writers=(Writers("poor", "gender", (), NASTY, 2.4),),
        popularity=Popularity("weak", ((0.0, 0.0), (1.0, 1.0)), 0.7, 0.2, 0.4, 0.81, 5, 60, 135),
        feedback=Feedback("good", (1.0, 5.0), (6000, 6345), 3.4, 0.51, 0.5),
        times=None,
        support={"logistic": Support("weak", weights, overlap, relative=False)},
        findings=findings,
    )


def make_stated() -> tuple[Stated, ...]:
    """One assumption held, one left open, one doubted with a hostile note."""
    return (
        Stated("low_rank_taste", Judgement("holds", "", "2026-01-02T00:00:00+00:00"), None),
        Stated("observed_test", Judgement(), "observation_selective"),
        Stated("stable_taste", Judgement("doubted", NASTY, "2026-01-02T00:00:00+00:00"), None),
    )


def make_graph() -> Graph:
    """Three nodes and two arrows."""
    nodes = (Node("user"), Node("exposure"), Node("hidden", seen=False))
    return Graph(nodes, (Edge("user", "exposure", "ignored"), Edge("hidden", "exposure", "absent", cut=True)))


def make_explanation(**facts: Any) -> Explanation:
    """Two features over four pairs of a model whose scores they tell in part."""
    parts = (
        Summary("item.popularity", 0.4, 0.91, (0.5, -0.3, 0.4, -0.4), (1.0, 0.0, 0.7, 0.3)),
        Summary(f"user.attribute.{NASTY}", 0.1, None, (0.1, -0.1, 0.1, -0.1), (None,) * 4, (Level(NASTY, 0.1),)),
    )
    features = tuple(
        NamedFeature(part.feature, kind, side)
        for part, kind, side in zip(parts, ("number", "category"), ("item", "user"), strict=True)
    )
    values: dict[str, Any] = {
        "id": "e" * 16, "run_id": "a" * 16, "user": None, "item": None, "base": 0.2, "spread": 0.6,
        "unexplained": 0.15, "largest_error": 1e-9, "fidelity": Fidelity(0.83, 0.76, 60, 600), "n_fitted": 2000,
        "n_background": 100, "n_explained": 4, "features": features, "dropped": (), "summaries": parts, "pairs": (),
        "findings": (Finding("explain.reranked", "caution", {"strategies": ["exposure_rerank"]}),),
    }  # fmt: skip
    return Explanation(**{**values, **facts})


def make_exposed() -> Exposed:
    """Two groups at three places, the last of which no list has, and one curve."""
    places = (Places("indie", (0.1, 0.25, None), 0.5), Places(NASTY, (0.9, 0.75, None), 0.5))
    curve = Curve(((0.0, 0.0), (0.5, 0.1), (0.9, 0.6), (1.0, 1.0)), 0.61)
    return Exposed("x" * 16, "a" * 16, 3, {"provider_group": places}, {"items": curve})


def make_probe(**facts: Any) -> Probe:
    """One attribute read off the list, a withheld group, a flip with its control, two seeds."""
    leakage = (
        Leakage("gender", "list", "", None, 0.71, 0.66, 0.76, 0.02),
        Leakage("gender", "list", NASTY, None, reason="few_users"),
        Leakage("gender", "vector", "", None, reason="no_vectors"),
    )
    flips = (
        Flip("gender", "F", "F", 40, Number(1.0, 1.0, 1.0), Number(1.0), Number(0.0)),
        Flip("gender", "F", "M", 40, Number(0.8, 0.7, 0.9), Number(0.85), Number(-0.01, -0.02, 0.0)),
    )
    row = SeedSpread(
        "ndcg", (("k", 10),), "gender", "all", "M", "F", "ratio", (0, 1), (0.6, 0.7), ("outside", "inconclusive"), 1,
        0.6, 0.7, 0.1,
    )  # fmt: skip
    seeds = Seeds((0, 1), ("a" * 16, "b" * 16), "test", (row,))
    values: dict[str, Any] = {"with_list": 900, "probed": 900, "leakage": leakage, "flips": flips, "seeds": seeds}
    return Probe("p" * 16, "a" * 16, **{**values, **facts})


def make_kept() -> dict[str, dict[str, Any]]:
    """All sections that a report can have of what is kept."""
    return {
        "exposure": shown_exposure(make_exposed()),
        "leakage": probed(make_probe(), {"seed": 0}, "d" * 16),
        "diagnosis": diagnosed(make_diagnosis(), {"propensity": {"kind": "none"}}, own=False),
        "assumptions": assumed(make_stated(), make_graph()),
        "explanation": explained(make_explanation()),
    }
