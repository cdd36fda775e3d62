"""A report holds what was made before, and makes nothing itself."""

import json

import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.pipeline import explanations
from engine.report.gather import assembled
from engine.workspace import Workspace
from tests.engine.conftest import write_small_world


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace of its own, since what is kept in it is what is tested: one run, nothing made of it yet."""
    folder = tmp_path_factory.mktemp("gathered")
    workspace = Workspace(folder / "ws")
    dataset = workspace.add_dataset(write_small_world(folder / "files")).id
    training = TrainingConfig(epochs=2, batch_size=512)
    return workspace, engine.run(workspace, dataset, RunConfig(model=Spec.of("mf", dim=4), training=training))


def built(workspace, run, *others):
    runs = [*others, run]
    return assembled(workspace, [(one, workspace.latest_audit(one.id)) for one in runs])


def test_a_report_gathers_what_was_made_and_nothing_more(made, tmp_path, monkeypatch):
    workspace, run = made
    data = built(workspace, run)
    assert all(data[key] is None for key in ("diagnosis", "explanation", "exposure", "leakage"))
    assert len(data["sections"]["absent"]) == 4
    assert data["assumptions"]["counts"]["doubted"] == 0 and data["doubts"] == ""

    engine.diagnose(workspace, run.dataset_id)
    engine.explain_run(workspace, run.id)
    engine.probe_run(workspace, run.id)
    engine.judge_assumption(workspace, run.id, "observed_test", "doubted", "<b>shown</b> only what was popular")
    monkeypatch.setattr(explanations, "_compute", None)
    (file,) = engine.write_report(workspace, [run.id], ["json"], tmp_path)
    whole = json.loads(file.read_text(encoding="utf-8"))
    assert whole["sections"]["absent"] == [] and whole["report"] != data["report"]
    looked_at = {of["kind"] for of in whole["diagnosis"]["support"]}
    assert "run" in whole["diagnosis"]["basis"] and {"popularity", "logistic"} <= looked_at
    assert whole["assumptions"]["stated"][0]["note"].startswith("<b>shown")
    assert whole["doubts"].startswith("1 assumption")
    assert whole["explanation"]["fidelity"]["n_users"] > 0 and whole["explanation"]["n_explained"] > 0
    assert {row["source"] for row in whole["leakage"]["leakage"]} == {"vector", "list", "history"}
    assert [len(one["shares"]) for one in whole["exposure"]["places"][0]["groups"]] == [whole["exposure"]["k"]] * 3
    assert "u000" not in file.read_text(encoding="utf-8"), "no user is named"


def test_the_diagnosis_of_another_split_says_so(made):
    workspace, run = made
    engine.diagnose(workspace, run.dataset_id)
    other = engine.run(workspace, run.dataset_id, RunConfig(model=Spec("popularity"), seed=3))
    assert "default split" in built(workspace, other)["diagnosis"]["basis"]
    assert "default split" not in built(workspace, run)["diagnosis"]["basis"]


def test_paired_differences_are_there_once_they_were_made(made):
    workspace, run = made
    other = engine.run(workspace, run.dataset_id, RunConfig(model=Spec("popularity")))
    data = built(workspace, run, other)
    assert data["comparison"]["paired"] is None and "No paired differences" in data["sections"]["absent"][0]
    engine.compare_runs(workspace, [other.id, run.id])
    data = built(workspace, run, other)
    assert data["comparison"]["paired"]["runs"] == [other.id, run.id]
    assert not any("paired" in said for said in data["sections"]["absent"])
