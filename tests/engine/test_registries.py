"""Adding a component is one file, one name in a table, and its words: all three, or this fails."""

import ast
import pkgutil
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

import engine
from engine.data.features import FEATURES
from engine.metrics import TABLES
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES
from engine.words import combinations, corrections, diagnostics, errors, features, findings, metrics

ROOMS = {
    "metrics": ({key: kind for table in TABLES for key, kind in table.items()}, metrics.TERMS),
    "data.features": (FEATURES, features.FEATURES),
    "models": (MODELS, combinations.MODELS),
    "objectives": (OBJECTIVES, combinations.OBJECTIVES),
    "propensity": (PROPENSITIES, combinations.PROPENSITIES),
    "mitigation.preprocessing": (PREPROCESSING, combinations.MITIGATIONS),
    "mitigation.inprocessing": (INPROCESSING, combinations.MITIGATIONS),
    "mitigation.postprocessing": (POSTPROCESSING, combinations.MITIGATIONS),
}
SOURCES = list(Path(engine.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_files_table_and_words_agree(room):
    table, words = ROOMS[room]
    package = import_module(f"engine.{room}")
    keys = {
        module.KEY: module
        for info in pkgutil.iter_modules(package.__path__)
        if hasattr(module := import_module(f"{package.__name__}.{info.name}"), "KEY")
    }
    assert set(keys) == set(table), "each file with a KEY is in the table, under its key"
    for key, module in keys.items():
        assert module.__name__.endswith(f".{key}"), "the file is named like its key"
        assert table[key].__module__ == module.__name__
        assert words[key].name and words[key].definition


@pytest.mark.parametrize("room", ROOMS)
def test_components_are_frozen_dataclasses_that_explain_themselves(room):
    for key, kind in ROOMS[room][0].items():
        assert is_dataclass(kind) and kind.__dataclass_params__.frozen, key
        assert kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}("), "a docstring of its own"


def literals(function):
    """The first string argument of every call of a function of that name in the engine."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in function
                and node.args
            ):
                first = node.args[0]
                values = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                yield from (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))


def test_every_error_code_has_words_and_every_word_is_used():
    raised = set(literals({"InputError", "RunError"}))
    assert len(raised) > 40
    assert raised <= set(errors.MESSAGES), sorted(raised - set(errors.MESSAGES))


def test_every_finding_has_a_sentence():
    said = set(findings.SENTENCES) | set(diagnostics.SENTENCES) | set(corrections.SENTENCES) | set(corrections.WEIGHTS)
    assert set(literals({"Finding"})) <= said
    assert {f"support.{v}" for v in ("supports", "weak", "refuse")} <= said


def test_no_file_is_over_300_lines_and_the_median_is_under_100():
    lengths = sorted(len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES if p.name != "__init__.py")
    assert lengths[-1] <= 300 and lengths[len(lengths) // 2] < 100
