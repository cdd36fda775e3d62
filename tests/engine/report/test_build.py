"""The report's data holds the audit's rows, unchanged, with a text for whatever has a code."""

import json
from dataclasses import fields, replace

from engine.report import build, export_json, summary
from engine.report.compare import compare, notes


def test_every_row_of_the_audit_is_there_unchanged(record, finished, audit):
    rows = build(record, [(finished, audit)])["audit"]["rows"]
    assert len(rows) == len(audit.rows)
    for built, row in zip(rows, audit.rows, strict=True):
        for name in {field.name for field in fields(row)} - {"parameters", "tolerance"}:
            assert built[name] == getattr(row, name)


def test_counts_are_of_the_rows(record, finished, audit):
    counts = build(record, [(finished, audit)])["audit"]["counts"]
    assert counts == {"outside": 2, "inconclusive": 1, "within": 1, "refused": 1, "suppressed": 1}


def test_every_metric_has_its_definition(record, finished, audit):
    definitions = build(record, [(finished, audit)])["definitions"]
    assert set(definitions) == {"ndcg", "recall", "exposure", "gini", "catalogue_coverage"}
    assert all(term["definition"] and term["formula"] and term["caveat"] for term in definitions.values())


def test_findings_are_sentences_with_their_numbers(record, finished, audit):
    (finding,) = build(record, [(finished, audit)])["audit"]["findings"]
    assert "0.63" in finding["text"] and "beyond the tolerance" in finding["text"]


def test_equal_input_gives_equal_json_and_another_row_another_id(record, finished, audit):
    first, again = build(record, [(finished, audit)]), build(record, [(finished, audit)])
    assert export_json(first) == export_json(again)
    other = replace(audit, rows=audit.rows[:-1])
    assert build(record, [(finished, other)])["report"] != first["report"]


def test_json_can_be_read_back(record, finished, audit):
    data = build(record, [(finished, audit)])
    assert json.loads(export_json(data)) == json.loads(json.dumps(data))


def test_rejected_records_are_counted_and_not_quoted(record, finished, audit):
    (ledger,) = build(record, [(finished, audit)])["dataset"]["ledgers"]
    assert ledger["read"] == ledger["loaded"] + ledger["rejected"] + ledger["duplicates"] + ledger["blank"]
    assert "examples" not in ledger


def test_one_run_has_no_comparison_and_two_have(record, finished, audit, builders):
    assert build(record, [(finished, audit)])["comparison"] is None
    after = builders.run("b" * 16, postprocessing=[{"kind": "exposure_rerank", "params": {}}])
    data = build(record, [(finished, audit), (after, builders.audit("b" * 16))])
    assert data["comparison"]["before"] == finished.id
    assert [run["id"] for run in data["runs"]] == [finished.id, after.id]


def test_compare_keeps_rows_that_only_one_audit_has(finished, audit):
    fewer = replace(audit, rows=audit.rows[:2], overall={"ndcg@10": 0.30, "mae": 0.5})
    found = compare(finished, audit, finished, fewer)
    assert [gap["after"] is None for gap in found["gaps"]] == [False, True, True, True, True, True]
    by_metric = {line["metric"]: line for line in found["overall"]}
    assert round(by_metric["ndcg@10"]["change"], 6) == 0.03
    assert by_metric["mae"] == {"metric": "mae", "before": None, "after": 0.5, "change": None}


def test_a_run_in_a_line():
    config = {"model": {"kind": "mf"}, "objective": {"kind": "bpr"}, "preprocessing": [{"kind": "reweigh"}]}
    assert summary(config) == "mf × bpr + reweigh"
    assert summary({**config, "objective": {"kind": "none"}, "propensity": {"kind": "none"}}) == "mf + reweigh"
    weighted = {"model": {"kind": "mf"}, "objective": {"kind": "ips"}, "propensity": {"kind": "naive_bayes"}}
    assert summary(weighted) == "mf × ips × naive bayes"
    assert summary({}) == summary({"cutoff": None}) == "uploaded recommendations"
    assert summary({"cutoff": 1727740800}) == "uploaded recommendations of 2024-10-01"


def test_two_runs_with_other_tests_or_estimands_say_so(builders):
    split = {"kind": "random", "test": 0.1}
    first = builders.run(split=split, seed=0)
    assert notes(first, builders.run(split=split, seed=0, model={"kind": "bias"})) == ["described"]
    assert notes(first, builders.run(split=split, seed=1)) == ["described", "other_test"]
    by_time = {"kind": "time", "test": 0.1}
    assert notes(builders.run(split=by_time, seed=0), builders.run(split=by_time, seed=1)) == ["described"]
    lists = replace(first, config={"recommendations": "f" * 64, "cutoff": 0}, estimand="given lists")
    assert notes(first, lists) == ["described", "other_test", "other_estimand"]


def test_the_digest_is_that_of_the_content_and_not_of_the_hour(audit, finished, record):
    later = replace(finished, seconds={"train": 99.0}, manifest={**finished.manifest, "finished": "2030-01-01"})
    moved = replace(record, created="2031-01-01")
    assert build(moved, [(later, audit)])["report"] == build(record, [(finished, audit)])["report"]
    other = replace(finished, config={**finished.config, "seed": 7})
    assert build(record, [(other, audit)])["report"] != build(record, [(finished, audit)])["report"]


def test_an_audit_made_after_the_runs_own_says_so(audit, finished, record):
    own = replace(finished, audit=audit.id)
    assert build(record, [(own, audit)])["history"] == ""
    more = replace(own, audits=(audit.id, "e" * 16))
    assert "1 more audit" in build(record, [(more, audit)])["history"]
    later = replace(own, audit="e" * 16, audits=("e" * 16, audit.id))
    assert "exploratory" in build(record, [(later, audit)])["history"]
