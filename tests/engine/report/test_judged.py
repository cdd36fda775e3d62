"""A run beside simple scorers: what is there, what is absent, and that its errors are of the same kind."""

import json
from dataclasses import replace
from typing import Any

import pytest

from engine.cli.beside import apart, beside
from engine.contracts import Finding, Run
from engine.report import build, export_json, page
from engine.report.judged import judged, trained

NUMBERS: dict[str, float | None] = {"mse": 1.0, "mae": 0.8, "auc": 0.7, "gauc": 0.6, "ndcg@5": 0.5, "ndcg@5_all": 0.4}
OWN: dict[str, float | None] = {**NUMBERS, "mse": 0.25, "mae": 0.4, "ndcg@10": 0.3, "mse_by_pair": 0.9}
FACTS = {"objective": "ips", "twin": "naive", "metric": "mse", "basis": "randomized test", "least": 30}
SIZES = {"corrected": 0.9, "twin_value": 0.8, "difference": 0.1, "low": 0.05, "high": 0.15}
WORSE = Finding("correction.worse", "flag", {**FACTS, **SIZES})


@pytest.fixture
def beaten(builders: Any) -> Run:
    """A run on observed feedback that user and item means beat by AUC, with weighted numbers."""
    config = {"evaluation": {"k": 10}, "validation": {"kind": "logistic", "params": {}}}
    others = {
        "random": {**NUMBERS, "mse": None, "mae": None, "auc": 0.5, "gauc": 0.5, "ndcg@5": 0.2, "ndcg@5_all": 0.1},
        "bias": {**NUMBERS, "auc": 0.72, "gauc": 0.5, "ndcg@5": 0.2, "ndcg@5_all": 0.1, "ndcg@10": 0.1},
    }
    metrics = {"test": OWN, "weighted": {**NUMBERS, "mse": 1.7}}
    return replace(builders.run(**config), metrics=metrics, beside=others, findings=(WORSE,))


def test_columns_rows_and_the_absent(beaten: Run):
    found = judged(beaten)
    assert found is not None
    assert [column["key"] for column in found["columns"]] == ["run", "weighted", "bias", "random"]
    assert found["columns"][1]["name"] == "Weighted by 1/p (Logistic regression)"
    rows = {row["key"]: row["values"] for row in found["rows"]}
    assert list(rows) == ["mse", "mae", "auc", "gauc", "ndcg@5", "ndcg@5_all", "ndcg@10"]
    assert rows["ndcg@10"] == {"run": 0.3, "bias": 0.1, "random": None, "weighted": None}
    assert rows["mse"]["weighted"] == 1.7 and rows["mse"]["random"] is None


def test_errors_are_over_pairs_in_every_column(beaten: Run):
    bias = {**beaten.beside["bias"], "mse": 0.3, "mse_by_pair": 0.8}
    found = judged(replace(beaten, beside={"bias": bias}))
    assert found is not None
    assert found["rows"][0]["values"] == {"run": 0.9, "bias": 0.8, "weighted": 1.7}, "users' means are other numbers"


def test_a_simple_scorer_that_is_not_beaten_is_named(beaten: Run):
    found = judged(beaten)
    assert found is not None
    (caution,) = [note["text"] for note in found["notes"] if note["severity"] == "caution"]
    assert "“User and item means”" in caution and "AUC over all pairs" in caution and "AUC within" not in caution


def test_intervals_stand_beside_the_numbers_and_tell_behind_from_not_told_apart(beaten: Run, record, audit):
    less = {"auc": (-0.04, -0.01), "gauc": (0.05, 0.15), "mse_by_pair": (-0.2, 0.1), "ndcg@5": (0.1, 0.5)}
    intervals = {"test": {"mse_by_pair": (0.85, 0.95), "mse": (0.1, 0.4)}, "test less bias": less}
    found = judged(replace(beaten, intervals=intervals))
    assert found is not None
    rows = {row["key"]: row["within"] for row in found["rows"]}
    assert rows["mse"] == {"run": [0.85, 0.95]} and rows["auc"] == {}, "errors are over pairs"
    told = {note["text"]: note["severity"] for note in found["notes"] if "“User and item means”" in note["text"]}
    behind, level = list(told)
    assert told == {behind: "caution", level: "note"}
    assert behind.startswith("Behind") and "AUC over all pairs (−0.020 ±0.015)" in behind
    assert level.startswith("Not told apart") and "Squared error by pair (−0.100 ±0.150)" in level
    assert "AUC within" not in behind + level and "NDCG@5 of judged" not in behind + level, "those are ahead"
    lines = "\n".join(beside(replace(beaten, intervals=intervals)))
    assert "0.900 ±0.050" in lines and "±: 95% interval" in lines
    assert "0.900 ±0.050" in page(build(record, [(replace(beaten, intervals=intervals), audit)]), audit)


def test_what_no_scorer_has_is_named_and_not_a_row(builders: Any):
    nothing = dict.fromkeys(NUMBERS)
    clicks = replace(
        builders.run(evaluation={"k": 10}),
        metrics={"test": {"ndcg@10": 0.2}},
        beside={"popularity": {**nothing, "ndcg@10": 0.1}, "random": nothing},
    )
    found = judged(clicks)
    assert found is not None and [row["key"] for row in found["rows"]] == ["ndcg@10"]
    assert any(note["text"].startswith("Undefined on this test: Squared error by pair,") for note in found["notes"])


@pytest.mark.parametrize(("estimand", "kept"), [("observed feedback", False), ("randomized exposure", True)])
def test_with_lists_of_five_a_name_stands_for_one_number(beaten: Run, estimand: Any, kept: bool):
    found = judged(replace(beaten, config={**beaten.config, "evaluation": {"k": 5}}, estimand=estimand))
    assert found is not None
    assert ("ndcg@5" in {row["key"] for row in found["rows"]}) is kept


def test_a_run_of_an_earlier_version_has_nothing_and_says_so(finished, record, audit):
    assert judged(finished) is None and trained(finished) == [] and beside(finished) == [] and not apart(finished)
    assert "comes from an earlier version" in page(build(record, [(finished, audit)]), audit)


def test_the_report_says_on_top_that_the_correction_made_it_worse(beaten: Run, record, audit):
    for sections in (None, []):
        data = build(record, [(beaten, audit)], sections)
        html = page(data, audit)
        head, _header, rest = html.partition("</header>")
        assert "The correction made it worse" in head and "against 0.8 of" in head
        assert "How good is it, and compared with what?" in rest and "User and item means" in rest
        assert json.loads(export_json(data))["judged"]["columns"][0]["key"] == "run"
    assert [one["code"] for one in data["trained"]] == ["correction.worse"]


def test_a_finding_without_its_values_is_no_traceback(beaten: Run):
    lost = Finding("correction.worse", "flag", FACTS)
    assert "is ? against ?" in trained(replace(beaten, findings=(lost,)))[0]["text"]


def test_the_terminal_has_the_same_table(beaten: Run):
    lines = beside(beaten)
    assert "This run" in lines[1] and "0.900" in lines[1] and "–" in lines[1]
    assert apart(beaten) == {"auc", "gauc", "ndcg@5", "ndcg@5_all"}
