"""`equipoise compare` as a person and a program call it."""

import json
import sys

import pytest

import engine
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec

RERANK = Spec.of("exposure_rerank", attribute="genres")


@pytest.fixture(scope="session")
def pair(small):
    workspace, dataset = small
    configs = (RunConfig(model=Spec("popularity")), RunConfig(model=Spec("popularity"), postprocessing=(RERANK,)))
    return [engine.run(workspace, dataset, config).id for config in configs]


@pytest.fixture
def call(small, capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["equipoise", *map(str, arguments), "--workspace", str(small[0].root)])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code or 0, *capsys.readouterr()

    return run


def test_for_programs(call, pair):
    code, out, err = call("compare", *pair, "--json")
    answer = json.loads(out)
    assert (code, err, answer["runs"], answer["k"]) == (0, "", pair, 10)
    assert {"overall", "groups", "gains", "patterns", "costs", "notes"} <= set(answer)
    assert json.loads(call("compare", *pair, "--set", "k=5", "--json")[1])["k"] == 5


def test_for_people(call, pair):
    code, out, _err = call("compare", *pair)
    assert code == 0
    for word in ("NDCG@10", "all users", "gained", "best / worst", "Training", "exploratory", "one seed"):
        assert word in out


@pytest.mark.parametrize("named", [1, 3])
def test_one_run_and_a_run_named_twice(call, pair, named):
    code, out, err = call("compare", *(pair + pair)[:named])
    assert (code, out, err.count("\n")) == (2, "", 1) and "two or more" in err


def test_as_a_job_it_leaves_its_answer_in_the_status(call, pair, tmp_path):
    code, out, _err = call("compare", *pair, "--json", "--status", tmp_path / "status.json")
    status = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert (code, status["state"], status["result"]) == (0, "done", json.loads(out))
