"""What the numbers lean on as plain data: the causal graph, and each assumption with what the auditor says of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from engine.diagnostics.graph import Edge, Graph
from engine.diagnostics.stated import Stated
from engine.words import assumptions, graph, reports
from engine.workspace.judgements import ANSWERS

ORDER = ("doubted", "open", "holds")


def assumed(stated: Sequence[Stated], drawn: Graph) -> dict[str, Any]:
    """The section of assumptions, the doubted ones first; notes are the auditor's own words."""
    ordered = sorted(stated, key=lambda one: ORDER.index(one.judgement.answer))
    found = Counter[str](one.judgement.answer for one in stated)
    counted: dict[str, int] = {answer: found[answer] for answer in ANSWERS}
    return {
        "counts": counted,
        "summary": reports.judged(counted),
        "stated": [_stated(one) for one in ordered],
        "nodes": [asdict(node) for node in drawn.nodes],
        "edges": [_edge(edge) for edge in drawn.edges],
    }


def _stated(one: Stated) -> dict[str, str]:
    words, said = assumptions.ASSUMPTIONS[one.code], one.judgement
    return {
        "code": one.code,
        "name": words.name,
        "statement": words.statement,
        "breaks": words.breaks,
        "check": words.check,
        "source": words.source,
        "answer": said.answer,
        "answer_name": assumptions.answer(said.answer),
        "note": said.note,
        "when": said.when,
        "hint": "" if one.hint is None else assumptions.hint(one.hint),
    }


def _edge(edge: Edge) -> dict[str, Any]:
    text = graph.arrow(edge.source, edge.target, edge.treatment, edge.cut)
    return {**asdict(edge), "text": text, "reason": graph.reason(edge.source, edge.target)}
