"""The page Compare: which runs it offers, and what a mitigation that nobody has trained yet sets off."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import comparison_choice
from engine import jobs
from engine.data.importing import ImportRequest
from engine.jobs import process
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.files import read_json, write_json
from tests.dashboard.comparing import BLANK, hand_made, opened, words


def test_one_run_offers_mitigations_and_another_training(
    app: Callable[..., AppTest], workspace: Workspace, builders: Any, world: Any, tmp_path: Any
):
    dataset = workspace.add_dataset(ImportRequest(**world(tmp_path / "files"), mapping=(("feedback", "rating"),))).id
    hand_made(workspace, builders, dataset, "a")
    at = app("compare")
    assert not at.exception and not at.error
    assert "Choose a run to compare" in words(at) and at.multiselect(key="others").options == []
    assert [button.label.replace("\\", "").removeprefix("▲ ") for button in at.button] == [
        "Turn on Reweigh groups (Gender)",
        "Turn on Parity penalty (Gender)",
        "Turn on Exposure re-ranking (Provider)",
    ]


def test_runs_that_were_not_judged_alike_are_named_with_the_reason(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any
):
    dataset = fill()
    other = hand_made(workspace, builders, dataset, "e", evaluation={"k": 20, "k_max": 100, "relevance": 4.0})
    at = opened(app, baseline="a" * 16, others=f"{other},nowhere")
    assert not at.exception
    assert "judged at another length k" in at.warning[0].value and "not in this workspace" in at.warning[1].value
    assert at.multiselect(key="others").value == [] and words(at).count("another length k") == 2
    assert all(other[:8] not in option for option in at.multiselect(key="others").options)
    assert "Choose a run to compare" in words(at)


def test_a_switch_trains_what_is_not_there_and_its_run_is_added(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    dataset = fill()
    at = opened(app, baseline="a" * 16)
    at.button(key="switch_reweigh_gender").click().run()
    assert not at.exception
    folder = max(home(workspace).glob("*/job.json")).parent
    arguments = read_json(folder / "job.json")["arguments"]
    step = {"kind": "reweigh", "params": {"attribute": "gender", "target": "equal"}}
    assert arguments == ["run", dataset, "--like", "a" * 16, "--set", f"preprocessing={json.dumps([step])}"]
    assert at.query_params["job"] == folder.name and "Waiting" in words(at)
    write_json(folder / "status.json", {**BLANK, "state": "failed", "message": "It diverged."})
    at.run()
    assert not at.exception and "It diverged" in words(at) and at.query_params["job"] == folder.name
    at.button(key="switch_reweigh_gender").click().run()
    assert len(list(home(workspace).glob("*/job.json"))) == 1, "a failed one is not started again unasked"
    made = hand_made(workspace, builders, dataset, "e", preprocessing=[step])
    write_json(folder / "status.json", {**BLANK, "state": "done", "result": {"run_id": made}})
    at.run()
    assert not at.exception and at.multiselect(key="others").value == [made]
    assert at.query_params["others"] == made and "job" not in at.query_params
    assert "Turn off Reweigh" in at.button(key="switch_reweigh_gender").label


def test_a_link_to_a_finished_training_adds_its_run(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    dataset = fill()
    job = jobs.start(workspace, "run", ("run", dataset))
    write_json(home(workspace) / job.id / "status.json", {**BLANK, "state": "done", "result": {"run_id": "b" * 16}})
    at = opened(app, baseline="a" * 16, job=job.id)
    assert not at.exception and at.multiselect(key="others").value == ["b" * 16]
    assert "job" not in at.query_params
    at = opened(app, baseline="a" * 16, job="nowhere")
    assert not at.exception and len(at.error) == 1


def test_no_more_runs_than_can_be_told_apart(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any
):
    dataset = fill()
    for number, letter in enumerate("123456"):
        hand_made(workspace, builders, dataset, letter, model={"kind": "mf", "params": {"dim": number}})
    at = opened(app, baseline="a" * 16, others=",".join(letter * 16 for letter in "123456"))
    assert not at.exception
    assert at.multiselect(key="others").value == [letter * 16 for letter in "1234"[: comparison_choice.MOST]]


def test_the_audit_and_the_jobs_lead_here(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    fill()
    links = [link.proto for link in app("audit").main.get("page_link")]
    assert any("Compare with another run" in link.label and "run=" in link.query_string for link in links)
    job = jobs.start(workspace, "compare", ("compare", "a" * 16, "b" * 16))
    result = {"runs": ["a" * 16, "b" * 16]}
    write_json(home(workspace) / job.id / "status.json", {**BLANK, "state": "done", "result": result})
    links = [link.proto for link in app("jobs").main.get("page_link")]
    found = next(link for link in links if "Open the comparison" in link.label)
    assert f"baseline={'a' * 16}" in found.query_string and f"others={'b' * 16}" in found.query_string
