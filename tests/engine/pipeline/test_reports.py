"""Reports of one, two and three finished runs, in every format, whole and in part."""

import json
from pathlib import Path

import pandas as pd
import pytest

import engine
from engine.config import AuditConfig, RunConfig, Spec
from engine.errors import InputError

RERANK = Spec.of("exposure_rerank", attribute="genres")
CONFIGS = (
    RunConfig(seed=31, model=Spec("popularity")),  # a seed of this file's own: others audit their runs in their way
    RunConfig(seed=31, model=Spec("popularity"), postprocessing=(RERANK,)),
    RunConfig(seed=31, model=Spec("bias")),
)


@pytest.fixture(scope="session")
def made(small):
    workspace, dataset = small
    return workspace, [engine.run(workspace, dataset, config).id for config in CONFIGS]


def read(files: list[Path]) -> dict:
    return json.loads(next(file for file in files if file.suffix == ".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_any_number_of_runs_in_every_format(made, tmp_path, n):
    workspace, ids = made
    files = engine.write_report(workspace, ids[:n], ["html", "json", "csv"], tmp_path)
    assert [file.suffix for file in files] == [".html", ".json", ".csv"] and all(file.exists() for file in files)
    data = read(files)
    assert [run["id"] for run in data["runs"]] == ids[:n]
    assert data["audit"]["id"] == workspace.latest_audit(ids[n - 1]).id
    assert (data["comparison"] is None) == (n == 1)
    if n > 1:
        paired = data["comparison"]["paired"]
        assert paired["runs"] == ids[:n] and len(paired["costs"]) == n
        assert engine.compare_runs(workspace, ids[:n], AuditConfig(k=10)).overall[0].changes[0].value == pytest.approx(
            paired["overall"][0]["changes"][0]["value"]
        )
    assert set(pd.read_csv(files[2])["run"]) == set(ids[:n])


def test_what_is_not_chosen_is_not_computed(made, tmp_path, monkeypatch):
    from engine.pipeline import reports

    monkeypatch.setattr(reports, "compare_runs", None)
    workspace, ids = made
    data = read(engine.write_report(workspace, ids, ["json"], tmp_path, ["findings"]))
    assert data["comparison"] is None and "Comparison, Groups" in data["sections"]["left_out"]


def test_a_report_of_many_runs_has_a_short_name(made, tmp_path):
    workspace, ids = made
    dataset = workspace.run(ids[0]).dataset_id
    weaker = [Spec.of("exposure_rerank", attribute="genres", target=target) for target in (0.5, 0.6)]
    configs = [RunConfig(seed=31, model=Spec("popularity"), postprocessing=(step,)) for step in weaker]
    more = [engine.run(workspace, dataset, config).id for config in configs]
    (file,) = engine.write_report(workspace, [*ids, *more], ["json"], tmp_path)
    assert len(file.name) < 40 and len(read([file])["runs"]) == 5


@pytest.mark.parametrize(
    ("named", "formats", "sections", "code"),
    [
        ([], ["html"], None, "report.runs"),
        ([0, 0], ["html"], None, "report.runs"),
        ([0], ["pdf"], None, "report.format"),
        ([0], ["csv"], ["limits"], "report.section"),
    ],
)
def test_bad_requests_write_nothing(made, tmp_path, named, formats, sections, code):
    workspace, ids = made
    with pytest.raises(InputError) as caught:
        engine.write_report(workspace, [ids[i] for i in named], formats, tmp_path / "out", sections)
    assert caught.value.code == code and str(caught.value) and not (tmp_path / "out").exists()
