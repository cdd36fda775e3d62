"""`equipoise explain` as a person and a program call it."""

import json
import sys

import pytest

import engine
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec, TrainingConfig

CONFIG = RunConfig(seed=41, model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=4, batch_size=512))


@pytest.fixture
def call(small, capsys, monkeypatch):
    """Run `equipoise explain` on a small run: exit code, stdout, stderr."""
    workspace, dataset = small
    run = engine.run(workspace, dataset, CONFIG).id

    def asked(*arguments):
        words = ["equipoise", "explain", run, *arguments, "--workspace", str(workspace.root)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code or 0, out, err

    return asked


def test_the_whole_model(call):
    code, out, err = call()
    assert code == 0 and err == "" and "Not in these features" in out and "not cause" in out
    code, out, _ = call("--json")
    told = json.loads(out)
    assert code == 0 and told["summaries"] and told["fidelity"]["n_users"] > 0 and told["user"] is None


def test_a_users_list_adds_up_in_text_and_json(call):
    code, out, _ = call("--user", "u003")
    assert code == 0 and out.count("average score") == 10 and "place 10" in out
    (pair,) = json.loads(call("--user", "u003", "--item", "i03", "--json")[1])["pairs"]
    assert pair["surrogate"] + pair["rest"] == pytest.approx(pair["score"])


@pytest.mark.parametrize(
    ("asked", "said"), [(("--user", "x"), "no user “x”"), (("--item", "i01"), "no user was named")]
)
def test_what_does_not_work_exits_with_2_and_one_line_before_anything_is_loaded(call, asked, said, monkeypatch):
    monkeypatch.setitem(sys.modules, "engine.pipeline", None)  # importing it would fail
    code, out, err = call(*asked)
    assert code == 2 and out == "" and said in err and err.count("\n") == 1
