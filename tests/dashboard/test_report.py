"""The page Report: what it offers in each state, what it asks of the engine, and what it keeps in the address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute
from dashboard.components import downloads, report_file
from dashboard.compute import reports
from engine import jobs, report
from engine.report import SECTIONS, gather
from engine.workspace import Workspace
from engine.workspace.made import keep_made

ONE, TWO = "a" * 16, "b" * 16


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Jobs are written down and begin no process; `status` is how they stand."""
    asked: dict[str, Any] = {"arguments": [], "status": jobs.Status(state="queued")}
    made: dict[tuple[str, ...], jobs.Job] = {}

    def ensure(space: Workspace, kind: Any, arguments: Any, dataset: str = "", about: str = "") -> jobs.Job:
        asked["arguments"].append(tuple(arguments))
        return made.setdefault(tuple(arguments), jobs.Job("job1", kind, tuple(arguments), "k", 0.0, dataset, about))

    monkeypatch.setattr(jobs, "ensure", ensure)
    monkeypatch.setattr(jobs, "read", lambda *_: (next(iter(made.values())), asked["status"]))
    monkeypatch.setattr(jobs, "jobs", lambda *_: [(job, asked["status"]) for job in made.values()])
    monkeypatch.setattr(jobs, "resumable", lambda *_: True)
    return asked


def opened(app: Callable[..., AppTest], **parameters: str) -> AppTest:
    at = app("home")
    for key, value in parameters.items():
        at.query_params[key] = value
    at.switch_page("views/report.py").run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def boxes(at: AppTest) -> dict[str, Any]:
    """The checkboxes of sections by key; those that can't be chosen end with `_absent`."""
    return {str(box.key).removeprefix("without_"): box for box in at.checkbox}


def test_an_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = opened(app)
    assert "no audited run" in words(at) and not at.error
    assert [link.proto.page for link in at.get("page_link")] == ["data"]


def test_what_was_never_made_is_disabled_with_the_way_to_make_it(app: Callable[..., AppTest], fill: Any):
    fill()
    at = opened(app, run=ONE)
    assert not at.error
    found = boxes(at)
    assert list(found) == ["findings", "comparison_absent", "groups", "exposure_absent", "leakage_absent",
                           "diagnosis_absent", "assumptions", "explanation_absent"]  # fmt: skip
    assert all(box.disabled == name.endswith("_absent") for name, box in found.items())
    links = {link.proto.page: link.proto.query_string for link in at.get("page_link")}
    assert {"diagnose", "explain", "audit"} <= set(links) and f"run={ONE}" in links["explain"]
    text = words(at)
    for said in ("◆ outside 2", "In the file:", "1 run; 9 rows", "No diagnosis of this log was made.", "Digest of the",
                 "choose a run to stand beside", f"equipoise probe {ONE}", f"equipoise report {ONE}"):  # fmt: skip
        assert said in text.replace("**", "").replace("[", "").replace("]", "").replace(":orange", ""), said


def test_a_section_that_is_left_out_stands_in_the_address_and_comes_back(app: Callable[..., AppTest], fill: Any):
    fill()
    at = opened(app, run=ONE)
    whole = compute.report((ONE, "c" * 16))["report"]
    assert whole in words(at)
    boxes(at)["groups"].set_value(False).run()
    assert at.query_params["without"] == "groups" and whole not in words(at)
    assert "Left out of this report on request: Groups." in words(at)
    again = opened(app, run=ONE, without="groups,findings")
    assert {key for key, box in boxes(again).items() if not box.value and not box.disabled} == {"groups", "findings"}
    boxes(again)["groups"].set_value(True).run()
    boxes(again)["findings"].set_value(True).run()
    assert "without" not in again.query_params and whole in words(again)


@pytest.mark.parametrize(("k", "asked"), [(10, ()), (20, ("--set", "k=10"))])
def test_runs_side_by_side_are_compared_by_a_job_and_the_report_stands_meanwhile(
    app: Callable[..., AppTest], fill: Any, started: dict[str, Any], k: int, asked: tuple[str, ...]
):
    """At the length of the audit, which is said where the runs have another of their own."""
    fill(evaluation={"k": k, "k_max": 100, "relevance": 4.0})
    at = opened(app, run=TWO, against=ONE)
    assert not at.error and at.query_params["against"] == ONE
    assert set(started["arguments"]) == {("compare", ONE, TWO, *asked)}
    text = words(at)
    assert "were not computed yet" in text and "2 runs" in text and "1. mf × bpr" in text and "baseline" in text
    assert not boxes(at)["comparison"].disabled
    boxes(at)["comparison"].set_value(False).run()
    assert "were not computed yet" not in words(at), "nobody asked for it"


def test_a_comparison_that_failed_is_said_and_not_started_again(
    app: Callable[..., AppTest], fill: Any, started: dict[str, Any]
):
    fill()
    started["status"] = jobs.Status(state="failed", message="The runs were not judged alike.")
    at = opened(app, run=TWO, against=ONE)
    assert len(at.error) == 1 and "not judged alike" in at.error[0].value
    assert "Try again" in [button.label for button in at.button]
    assert "In the file:" in words(at), "the report is there all the same"


def test_a_kept_comparison_is_in_the_report_at_once(
    app: Callable[..., AppTest], fill: Any, started: dict[str, Any], comparison: Any, monkeypatch: pytest.MonkeyPatch
):
    fill()
    monkeypatch.setattr(gather, "kept_comparison", lambda *_: comparison(ONE, TWO))
    at = opened(app, run=TWO, against=ONE)
    assert started["arguments"] == [] and "were not computed yet" not in words(at)


def test_a_run_that_was_not_judged_alike_is_refused_with_the_reason(
    app: Callable[..., AppTest], fill: Any, workspace: Workspace, builders: Any
):
    dataset = fill()
    lists = replace(
        builders.run("e" * 16),
        config={"recommendations": "f" * 64, "cutoff": None, "evaluation": {"k": 10, "relevance": None}},
        dataset_id=dataset,
        estimand="given lists",
    )
    with workspace.run_folder(lists.id) as folder:
        workspace.finish_run(lists, replace(builders.audit(lists.id), dataset_id=dataset), folder)
    at = opened(app, run=lists.id, against=f"{ONE},nothere")
    assert "against" not in at.query_params and len(at.warning) == 2
    assert "can't stand beside it" in words(at) and "nothere" in words(at)
    assert "no model here to explain" in words(at) and "explanation_absent" in boxes(at)
    assert "uploaded recommendations" in words(at) or "uploaded recommendations" in str(at.selectbox(key="run").options)


def test_the_audit_is_chosen_where_there_are_several(
    app: Callable[..., AppTest], fill: Any, workspace: Workspace, builders: Any, started: dict[str, Any]
):
    fill()
    workspace.add_audit(replace(builders.audit(ONE), id="e" * 16, config={"k": 3, "tolerance": [0.8, 1.25]}))
    at = opened(app, run=ONE, audit="e" * 16, against=TWO)
    assert at.selectbox(key="audit").value == "e" * 16
    assert len(at.info) == 1 and "no audit with these settings" in at.info[0].value
    at.selectbox(key="audit").set_value("c" * 16).run()
    assert not any("no audit with these settings" in info.value for info in at.info)


def test_a_rerun_asks_the_engine_nothing_twice_and_writes_no_page(
    app: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch
):
    fill()
    calls: list[str] = []
    for place, name in ((gather, "assembled_by_id"), (reports, "report_page")):
        before = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *given, _of=before, _name=name: calls.append(_name) or _of(*given))
    at = opened(app, run=ONE)
    assert calls == ["assembled_by_id"]
    at.run()
    at.run()
    assert calls == ["assembled_by_id"]
    at.button(key="preview").click().run()
    assert not at.exception and calls.count("report_page") == 1
    at.button(key="preview").click().run()
    assert calls.count("report_page") == 1


def test_a_changed_judgement_is_on_the_page_at_once(app: Callable[..., AppTest], fill: Any):
    fill()
    at = opened(app, run=ONE)
    assert "doubted" not in words(at)
    compute.judge(ONE, "low_rank_taste", "doubted", "note")
    assert "1 assumption that these numbers lean on is doubted by the auditor" in words(at.run())


def test_what_was_made_can_be_chosen(app: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch):
    from tests.kept_records import make_diagnosis, make_explanation

    fill()
    monkeypatch.setattr(gather, "kept_diagnosis", lambda *_: make_diagnosis())
    monkeypatch.setattr(gather, "kept_explanation", lambda *_: make_explanation())
    at = opened(app, run=ONE)
    assert {key for key, box in boxes(at).items() if box.value} == set(SECTIONS) - {"comparison", "exposure", "leakage"}


def test_the_preview_can_not_reach_the_app():
    html = report_file._sealed('<html><script>"a" & b</script></html>')
    assert 'sandbox="allow-scripts"' in html and "allow-same-origin" not in html
    assert "&lt;script&gt;&quot;a&quot; &amp; b" in html and "<script" not in html


def test_each_download_holds_what_it_says(fill: Any):
    fill()
    pair = (ONE, "c" * 16)
    assert downloads._json(pair, sections=None).decode() == report.export_json(compute.report(pair))
    assert downloads._csv(pair, (TWO, "c" * 16)).decode("utf-8-sig").count("\r\n") == 1 + 2 * 9
    assert compute.page(pair, sections=("findings",)).startswith(b"<!doctype html>")


@pytest.mark.parametrize("name", ["N" * 200, "**bold** <script>x</script> $a$"])
def test_long_and_odd_names_and_a_group_of_one(app: Callable[..., AppTest], fill: Any, name: str):
    fill(name=name, lone="X")
    at = opened(app)
    assert not at.error and "<script>" not in "".join(element.value for element in at.markdown)
    assert len(downloads.file_name(ONE)) < 80


def test_what_is_kept_beside_a_run_changes_the_stamp(fill: Any, workspace: Workspace):
    dataset = fill()
    pairs = [(ONE, "c" * 16)]
    stamps = [gather.stamp(workspace, pairs)]
    keep_made(workspace, "diagnosis", dataset, "key", {})
    stamps.append(gather.stamp(workspace, pairs))
    keep_made(workspace, "explanation", ONE, "key", {})
    stamps.append(gather.stamp(workspace, pairs))
    assert len(set(stamps)) == 3 == len({*stamps, gather.stamp(workspace, pairs)})
