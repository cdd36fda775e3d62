"""Records are parsed once a version; one that can't be read hides none of the others, nor blocks them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError
from engine.workspace import Workspace, reading
from engine.workspace.files import read_json, write_json
from tests.engine.workspace.keeping import WHOLE, keep_record, keep_run

ONE, OTHER = "a" * 16, "b" * 16
LISTS = {"recommendations": "f" * 64, "cutoff": None, "evaluation": {"k": 10, "relevance": None}}
UNREADABLE = ("{", "[]", "null", '{"id": 1}', "[" * 100_000, "1" * 5000)


@pytest.fixture
def here(tmp_path: Path, builders: Any) -> Workspace:
    """A dataset with two runs."""
    workspace = Workspace(tmp_path / "ws")
    keep_record(workspace, builders.record())
    for run_id in (ONE, OTHER):
        keep_run(workspace, builders.run(run_id, **WHOLE))
    return workspace


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are parsed from now on."""
    files: list[Path] = []

    def counted(file: Path) -> Any:
        files.append(file)
        return read_json(file)

    monkeypatch.setattr(reading, "read_json", counted)
    return files


def test_a_record_is_parsed_once(here: Workspace, parsed: list[Path]):
    for _ in range(3):
        assert len(here.runs()) == 2 and len(here.datasets()) == 1 and here.stale() == ()
        assert here.run(ONE[:5]).path == here.root / "runs" / ONE
    assert len(parsed) == 3


def test_a_changed_record_is_parsed_again(here: Workspace, builders: Any, parsed: list[Path]):
    here.runs()
    file = here.root / "runs" / ONE / "run.json"
    for seed in (1, 2, 3):  # within one tick of the clock, and of equal size
        changed = replace(builders.run(ONE, **WHOLE), config={**builders.run().config, **WHOLE, "seed": seed})
        write_json(file, {**read_json(file), "config": changed.config})
        assert here.run(ONE).config["seed"] == seed
    assert len(parsed) == 2 + 3


def test_audits_that_came_later_are_there(here: Workspace, builders: Any):
    assert here.run(ONE).audits == ()
    here.add_audit(builders.audit(ONE))
    assert here.run(ONE).audits == ("c" * 16,)
    assert [run.audits for run in here.runs() if run.id == ONE] == [("c" * 16,)]


def test_three_hundred_runs_are_listed_again_without_parsing(here: Workspace, builders: Any, parsed: list[Path]):
    made = builders.run(ONE, **WHOLE)
    for n in range(300):
        folder = here.root / "runs" / f"{n:016x}"
        (folder / "audits").mkdir(parents=True)
        write_json(folder / "run.json", {**_plain(made), "id": folder.name})
    assert len(here.runs()) == 302 and here.stale() == ()
    assert len(parsed) == 302 + 1  # and the dataset
    here.runs(), here.stale(), here.run(f"{7:016x}")
    assert len(parsed) == 302 + 1


def _plain(run: Any) -> dict[str, Any]:
    own = {name: getattr(run, name) for name in ("dataset_id", "config", "metrics", "estimand", "seconds", "manifest")}
    return {**own, "path": "", "audits": []}


@pytest.mark.parametrize("text", UNREADABLE)
def test_an_unreadable_run_blocks_no_other(here: Workspace, builders: Any, text: str):
    (here.root / "runs" / ONE / "run.json").write_text(text)
    assert [run.id for run in here.runs()] == [OTHER] and here.stale() == (ONE,)
    with pytest.raises(InputError):
        here.run(ONE)
    assert here.delete_dataset("planted") == ("d" * 16, OTHER)
    assert here.stale() == (ONE,)


def test_an_unreadable_run_is_deleted_with_the_dataset_that_its_audit_names(here: Workspace, builders: Any):
    here.add_audit(builders.audit(ONE))
    (here.root / "runs" / ONE / "run.json").write_text("{")
    assert here.delete_dataset("planted") == ("d" * 16, ONE, OTHER)


@pytest.mark.parametrize("text", UNREADABLE)
def test_an_unreadable_dataset_blocks_no_other(here: Workspace, builders: Any, text: str):
    keep_record(here, replace(builders.record("second"), id="e" * 16))
    (here.root / "datasets" / ("e" * 16) / "dataset.json").write_text(text)
    assert here.dataset_record("Planted").id == "d" * 16
    assert [record.id for record in here.datasets()] == ["d" * 16]
    for blank in ("", "    "):
        with pytest.raises(InputError, match="There is no dataset"):
            here.delete_dataset(blank)
    assert here.delete_dataset("e" * 16) == ("e" * 16,)
    assert here.delete_dataset("planted") == ("d" * 16, ONE, OTHER)


def test_a_folder_without_a_record_is_nothing(here: Workspace):
    (here.root / "runs" / OTHER / "run.json").unlink()
    (here.root / "runs" / ".DS_Store").write_text("")
    assert [run.id for run in here.runs()] == [ONE] and here.stale() == ()


def test_a_record_that_is_a_folder_is_skipped(here: Workspace):
    file = here.root / "runs" / OTHER / "run.json"
    file.unlink()
    file.mkdir()
    assert [run.id for run in here.runs()] == [ONE] and here.stale() == (OTHER,)


def without(part: str) -> dict[str, Any]:
    return {name: value for name, value in whole().items() if name != part}


def whole() -> dict[str, Any]:
    part = {"kind": "mf", "params": {}}
    return {**WHOLE, "model": part, "objective": part, "seed": 0}


SHAPES: dict[str, Any] = {
    "nothing": {},
    "model null": {**whole(), "model": None},
    "model a name": {**whole(), "model": "mf"},
    "kind a number": {**whole(), "objective": {"kind": 1, "params": {}}},
    "no parameters": {**whole(), "propensity": {"kind": "none"}},
    "steps null": {**whole(), "postprocessing": None},
    "a step without kind": {**whole(), "preprocessing": [{"params": {}}]},
    "list length a text": {**whole(), "evaluation": {"k": "10", "relevance": None}},
    "seed a text": {**whole(), "seed": "0"},
    "lists without rules": {"recommendations": "f" * 64, "cutoff": None},
    "a day in words": {**LISTS, "cutoff": "yesterday"},
    **{f"without {part}": without(part) for part in whole()},
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_config_of_another_shape_is_stale(here: Workspace, case: str):
    file = here.root / "runs" / ONE / "run.json"
    write_json(file, {**read_json(file), "config": SHAPES[case]})
    assert [run.id for run in here.runs()] == [OTHER] and here.stale() == (ONE,)
    with pytest.raises(InputError) as caught:
        here.run(ONE)
    assert caught.value.code == "workspace.stale"


@pytest.mark.parametrize(
    "config",
    [
        whole(),
        {**whole(), "of a later version": 1},
        LISTS,
        {**LISTS, "cutoff": 170, "evaluation": {"k": 10, "relevance": 4}},
    ],
)
def test_whole_configs_are_read(here: Workspace, config: dict[str, Any]):
    file = here.root / "runs" / ONE / "run.json"
    write_json(file, {**read_json(file), "config": config})
    assert here.run(ONE).config == config
