"""`equipoise probe` as a person and a program call it."""

import json
import sys

import pytest

import engine
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec, TrainingConfig

CONFIG = RunConfig(seed=51, model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=2, batch_size=512))


@pytest.fixture
def call(small, capsys, monkeypatch):
    """Run `equipoise probe` on a small run: exit code, stdout, stderr."""
    workspace, dataset = small

    def asked(*arguments, seed=51):
        run = engine.run(workspace, dataset, RunConfig(seed, model=CONFIG.model, training=CONFIG.training)).id
        words = ["equipoise", "probe", run, *arguments, "--workspace", str(workspace.root)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code or 0, out, err

    return asked


def test_in_words_and_in_json(call):
    code, out, err = call()
    assert code == 0 and err == "" and "not a pass" in out and "lower bound" in out
    assert "--set seed=52" in out and "Gender" in out and "mean of the groups" in out
    code, out, _ = call("--json")
    told = json.loads(out)
    assert code == 0 and told["leakage"] and told["flips"][0]["reason"] == "reads_no_attributes"


def test_with_a_second_seed(call):
    call()
    code, out, err = call(seed=52)
    assert code == 0 and err == "" and "drawn anew with each seed" in out and "NDCG@10" in out
