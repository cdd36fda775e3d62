"""`equipoise assumptions` and the verbs behind it, over one small run."""

import json
import sys

import pytest

from engine import pipeline
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec, TrainingConfig
from engine.diagnostics.graph import graph
from engine.errors import InputError
from engine.words.assumptions import ASSUMPTIONS

CONFIG = RunConfig(
    model=Spec.of("mf", dim=4), objective=Spec("ips"), propensity=Spec("popularity"), training=TrainingConfig(epochs=1)
)


@pytest.fixture(scope="module")
def run_id(small):
    return pipeline.run(*small, CONFIG).id


@pytest.fixture
def call(small, run_id, capsys, monkeypatch):
    def verb(*options, json_answer=True):
        words = ["equipoise", "assumptions", run_id[:8], *options, "--workspace", str(small[0].root)]
        monkeypatch.setattr(sys, "argv", words + (["--json"] if json_answer else []))
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code or 0, (json.loads(out) if json_answer and out else out), err

    return verb


def test_they_are_listed_and_judged(call):
    code, listed, _ = call()
    assert code == 0 and {row["answer"] for row in listed} == {"open"}
    assert all(row["statement"] and row["breaks"] and row["check"] for row in listed)
    code, listed, _ = call(
        "--set", "positivity=doubted", "--note", "positivity=thin = tails", "--note", "consistency=?"
    )
    said = {row["code"]: (row["answer"], row["note"]) for row in listed}
    assert said["positivity"] == ("doubted", "thin = tails") and said["consistency"] == ("open", "?")
    code, text, _ = call("--note", "consistency=", json_answer=False)
    assert code == 0 and "[doubted]" in text and "thin = tails" in text and "?" not in text


@pytest.mark.parametrize("wrong", ["positivity=perhaps", "positivity", "unobserved_less_wanted=holds", "=holds"])
def test_nonsense_is_one_line(call, wrong):
    code, out, err = call("--set", wrong)
    assert code == 2 and out == "" and err.startswith("Error: ") and err.count("\n") == 1


def test_hints_come_from_a_diagnosis_that_is_kept(small, run_id):
    before = {stated.code: stated.hint for stated in pipeline.assumptions(small[0], run_id)}
    pipeline.diagnose(*small)
    after = {stated.code: stated.hint for stated in pipeline.assumptions(small[0], run_id)}
    assert set(before) == set(after) and after["propensity_right"] == "relative_only"


def test_a_setup_is_known_before_it_is_trained(small, run_id):
    workspace, dataset = small
    planned = pipeline.setup(workspace, dataset, CONFIG)
    assert planned.codes == tuple(stated.code for stated in pipeline.assumptions(workspace, run_id))
    assert planned.graph == pipeline.causal_graph(workspace, run_id)
    assert planned.graph == graph(workspace.run(run_id).config, workspace.dataset_record(dataset).schema)
    assert set(planned.codes) < set(ASSUMPTIONS)


def test_only_what_a_run_leans_on_can_be_judged(small, run_id):
    with pytest.raises(InputError) as caught:
        pipeline.judge_assumption(small[0], run_id, "missing_at_random", "holds")
    assert caught.value.code == "assumption.unknown" and "positivity" in str(caught.value)
