"""`equipoise report` of several runs, in parts, and as CSV."""

import json
import sys

import pytest

import engine
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec


@pytest.fixture
def call(small, capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["equipoise", *map(str, arguments), "--workspace", str(small[0].root)])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code or 0, *capsys.readouterr()

    return run


@pytest.fixture(scope="session")
def three(small):
    workspace, dataset = small
    rerank = Spec.of("exposure_rerank", attribute="genres")
    popular = RunConfig(model=Spec("popularity"))
    configs = (popular, RunConfig(model=Spec("popularity"), postprocessing=(rerank,)), RunConfig(model=Spec("bias")))
    return [engine.run(workspace, dataset, config).id for config in configs]


def test_three_runs_with_one_section(call, three, tmp_path):
    chosen = ("--format", "json,csv", "--sections", "comparison", "--out", tmp_path)
    code, out, err = call("report", *three, *chosen, "--json")
    assert (code, err) == (0, "")
    made, table = json.loads(out)["files"]
    with open(made, encoding="utf-8") as file:  # noqa: PTH123
        data = json.load(file)
    assert data["sections"]["chosen"] == ["comparison"] and len(data["comparison"]["paired"]["runs"]) == 3
    with open(table, encoding="utf-8-sig") as file:  # noqa: PTH123
        assert file.readline().startswith("run,dataset,audit,metric,k,")


def test_no_section_at_all(call, three, tmp_path):
    code, out, _err = call("report", three[0], "--format", "json", "--sections", "", "--out", tmp_path, "--json")
    assert code == 0
    data = json.loads((tmp_path / f"audit-{three[0]}.json").read_text(encoding="utf-8"))
    assert data["sections"]["chosen"] == [] and data["limits"] and json.loads(out)["files"]


@pytest.mark.parametrize(
    ("options", "said"), [(("--sections", "limits"), "“limits”"), (("--format", "pdf"), "html, json, csv")]
)
def test_what_does_not_exist_is_named(call, three, tmp_path, options, said):
    code, out, err = call("report", three[0], *options, "--out", tmp_path / "out")
    assert (code, out, err.count("\n")) == (2, "", 1) and said in err
