"""Every code that the audit can give has words, and every grouping and parameter has a shown name."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import engine.audit
from engine.audit.groupings import DERIVED, LEVELS, REST
from engine.audit.groups import UNKNOWN
from engine.audit.question import ALL
from engine.metrics import TABLES
from engine.metrics.material import MISSING
from engine.words import attributes, findings, metric_parameters, probes, verdicts

ROOM = Path(engine.audit.__file__).parent
PROBES = ("flip.py", "leakage.py")
"""Their reasons are about probes and have words of their own."""
GIVERS = ("why_none", "_condition", "_reason", "_refused")
"""Functions that return a reason."""


def literals(tree: ast.AST) -> Iterator[str]:
    """Reason codes written in a file: given as `reason`, kept in a name of that kind, or returned by a giver."""
    for node in ast.walk(tree):
        given = reason_in(node)
        if given is not None:
            yield from texts(given)
        if isinstance(node, ast.FunctionDef) and node.name in GIVERS:
            for one in ast.walk(node):
                if isinstance(one, ast.Return) and one.value:
                    yield from texts(one.value)


def reason_in(node: ast.AST) -> ast.expr | None:
    """What is given as a reason here; None where nothing is."""
    if isinstance(node, ast.keyword):
        return node.value if node.arg == "reason" else None
    if isinstance(node, ast.Assign):
        return node.value if ast.unparse(node.targets[0]) == "reason" else None
    if isinstance(node, ast.AnnAssign):
        return node.value if ast.unparse(node.target) == "undefined" else None
    return None


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be; those of a condition are not among them."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and node.value:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from texts(part)


def reasons(probing: bool) -> set[str]:
    files = [file for file in ROOM.glob("*.py") if (file.name in PROBES) == probing]
    return {text for file in files for text in literals(ast.parse(file.read_text(encoding="utf-8")))}


def test_every_reason_of_the_audit_has_words_and_none_is_left_over():
    assert reasons(probing=False) | set(MISSING.values()) == set(verdicts.REASONS)


def test_every_reason_of_a_probe_has_words():
    known = {*probes.REASONS, *probes.FLIPS}
    assert reasons(probing=True) and reasons(probing=True) <= known


def test_every_finding_of_the_audit_has_a_sentence():
    found = set()
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
                found |= set(texts(node.args[0]))
    assert "gap.zero" in found and found <= set(findings.SENTENCES)


@pytest.mark.parametrize("name", DERIVED)
def test_a_grouping_of_the_audit_has_a_name_and_its_groups_have(name: str):
    assert name in attributes.NAMES and set(attributes.LEVELS[name]) == set(LEVELS[name])
    assert all(attributes.group(label, name) != label for label in LEVELS[name])


def test_groups_that_the_audit_names_itself():
    assert {ALL, REST, UNKNOWN} == set(attributes.GROUPS)
    assert attributes.group("low") == attributes.group("low", "noise_level") == "low", "the uploader's own"
    assert attributes.group(" ") == "(empty)"


def test_an_intersection_reads_as_its_columns():
    assert attributes.name("gender*home_town") == "Gender × Home town"
    assert attributes.name("gender*activity_level") == "Gender × Activity (thirds)"
    assert attributes.name("*") == "*"


def test_every_parameter_of_a_metric_has_words_and_none_is_left_over():
    own = {f.name for table in TABLES for kind in table.values() for f in fields(kind)}
    assert own == set(metric_parameters.PARAMETERS)


def test_every_choice_of_a_parameter_has_words():
    choices = {
        (name, choice)
        for table in TABLES
        for kind in table.values()
        for name, hint in get_type_hints(kind).items()
        if name in metric_parameters.PARAMETERS
        for choice in get_args(hint)
    }
    assert choices == set(metric_parameters.VALUES)


def test_parameters_in_a_line():
    given = {"gain": "binary", "k": 10, "candidates": "slice"}
    assert (
        metric_parameters.said(given) == "list length k: 10 · candidates: the user's test pairs · gain: 1 if relevant"
    )
    assert metric_parameters.said({"k": 10, "decision": "threshold"}) == "accepted: score at the threshold"
    assert metric_parameters.said({}) == ""
    assert metric_parameters.said({"eta": 0.5, "other_one": 2}) == "power η: 0.5 · other one: 2"
    assert metric_parameters.relevant(4.0) == "relevant: feedback of at least 4"
    assert metric_parameters.relevant(None) == "relevant: every test pair"
