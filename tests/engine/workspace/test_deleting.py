"""A dataset that is deleted takes its runs along, also those that are not finished yet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.errors import InputError
from engine.workspace import Workspace, workspace
from tests.engine.workspace.keeping import WHOLE, keep_record

ONE = "a" * 16


def test_a_dataset_that_is_deleted_during_training_leaves_no_run(tmp_path: Path, small_request: Any):
    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(small_request).id

    def delete(stage: str, _share: float) -> None:
        if stage == "writing":
            here.delete_dataset(dataset)

    config = RunConfig(model=Spec("popularity"), training=TrainingConfig(epochs=1))
    with pytest.raises(InputError) as caught:
        engine.run(here, dataset, config, delete)
    assert caught.value.code == "workspace.dataset_gone" and dataset in str(caught.value)
    assert here.runs() == [] and list((here.root / "runs").iterdir()) == []
    assert [file for file in here.scratch.rglob("*") if file.is_file() and file.stat().st_size] == []


def finish(here: Workspace, builders: Any) -> None:
    with here.run_folder(ONE) as folder:
        (folder / "model.safetensors").write_text("trained")
        here.finish_run(builders.run(ONE, **WHOLE), builders.audit(ONE), folder)


def test_a_dataset_that_is_deleted_while_the_run_moves_to_its_place(
    tmp_path: Path, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    rename = Path.rename

    def late(self: Path, target: Path) -> Path:
        moved = rename(self, target)
        if target.parent.name == "runs":
            monkeypatch.setattr(Path, "rename", rename)
            (here.root / "datasets" / ("d" * 16) / "dataset.json").unlink()
        return moved

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(InputError, match="was deleted while this run was made"):
        finish(here, builders)
    assert list((here.root / "runs").iterdir()) == []


def test_a_run_that_is_finished_while_the_dataset_is_deleted_goes_too(
    tmp_path: Path, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    discard_all = workspace.discard_all

    def slow(folders: list[Path], scratch: Path) -> Any:
        if any(path.parent.name == "datasets" for path in folders):
            finish(here, builders)  # its dataset is there for one moment more
        return discard_all(folders, scratch)

    monkeypatch.setattr(workspace, "discard_all", slow)
    assert here.delete_dataset("planted") == ("d" * 16, ONE)
    assert list((here.root / "runs").iterdir()) == []


def test_runs_on_other_datasets_stay(tmp_path: Path, builders: Any):
    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    keep_record(here, replace(builders.record("second"), id="e" * 16))
    finish(here, builders)
    assert here.delete_dataset("second") == ("e" * 16,)
    assert [run.id for run in here.runs()] == [ONE]
