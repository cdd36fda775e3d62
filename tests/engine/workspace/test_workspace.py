"""What is kept is whole, found again, and gone when it is deleted."""

import json
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.contracts import Lists, Pairs, Split
from engine.data.importing.recipe import Recipe
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.arrays import read_fold, read_lists, read_scores, write_lists, write_scores, write_split
from engine.workspace.files import new_folder, read_json, write_json
from tests.engine.workspace.keeping import keep_record

CONFIG = RunConfig(model=Spec("popularity"), training=TrainingConfig(epochs=1))


@pytest.fixture
def here(tmp_path, small_request):
    workspace = Workspace(tmp_path / "ws")
    return workspace, workspace.add_dataset(small_request).id


def test_importing_the_same_files_again_gives_the_dataset_that_is_there(here, small_request):
    workspace, dataset = here
    created = workspace.dataset_record(dataset).created
    assert workspace.add_dataset(small_request).id == dataset
    assert workspace.dataset_record(dataset).created == created and len(workspace.datasets()) == 1


def test_datasets_are_found_by_id_beginning_and_name(here):
    workspace, dataset = here
    for identifier in (dataset, dataset[:6], "small", "SMALL"):
        assert workspace.dataset_record(identifier).id == dataset
    for identifier in ("other", dataset[:2], ""):
        with pytest.raises(InputError) as caught:
            workspace.dataset_record(identifier)
        assert caught.value.code in ("workspace.unknown", "workspace.ambiguous")


def test_of_two_datasets_of_one_name_both_ids_are_told(here, small_request):
    workspace, dataset = here
    other = workspace.add_dataset(replace(small_request, recipe=Recipe(normalise=False))).id
    with pytest.raises(InputError) as caught:
        workspace.dataset_record(workspace.dataset_record(dataset).schema.name)
    assert caught.value.code == "workspace.ambiguous" and dataset in str(caught.value) and other in str(caught.value)


def test_a_path_is_not_an_identifier(here):
    workspace, _ = here
    for identifier in ("../datasets", "/etc/passwd", "..", "*"):
        with pytest.raises(InputError):
            workspace.run(identifier)


def test_deleting_a_dataset_takes_its_runs_and_leaves_no_value_behind(here):
    workspace, dataset = here
    made = engine.run(workspace, dataset, CONFIG)
    assert set(workspace.delete_dataset(dataset)) == {dataset, made.id}
    assert workspace.datasets() == [] and workspace.runs() == []
    left = [p for p in workspace.root.rglob("*") if p.is_file() and b"u001" in p.read_bytes()]
    assert left == []


def test_a_folder_that_fails_while_it_is_filled_never_appears(tmp_path):
    with pytest.raises(RuntimeError), new_folder(tmp_path / "final", tmp_path / "scratch") as folder:
        (folder / "half").write_text("x")
        raise RuntimeError
    assert not (tmp_path / "final").exists() and list((tmp_path / "scratch").iterdir()) == []


def test_of_two_folders_for_one_name_the_first_stays(tmp_path):
    for text in ("first", "second"):
        with new_folder(tmp_path / "final", tmp_path / "scratch") as folder:
            (folder / "file").write_text(text)
    assert (tmp_path / "final" / "file").read_text() == "first"


def test_json_without_a_number_is_refused_before_it_is_written(tmp_path):
    write_json(tmp_path / "a.json", {"x": 1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "a.json", {"x": float("nan")})
    assert read_json(tmp_path / "a.json") == {"x": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


BROKEN = [
    ("format.json", '{"format": 99}', "workspace.format"),
    ("format.json", "{", "workspace.damaged"),
]


@pytest.mark.parametrize(("name", "text", "code"), BROKEN)
def test_a_workspace_of_another_version_is_named(tmp_path, name, text, code):
    Workspace(tmp_path / "ws")
    (tmp_path / "ws" / name).write_text(text)
    with pytest.raises(InputError) as caught:
        Workspace(tmp_path / "ws")
    assert caught.value.code == code


def test_a_file_is_no_workspace(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError) as caught:
        Workspace(tmp_path / "file")
    assert caught.value.code == "workspace.not_a_folder"


@pytest.mark.parametrize(("text", "code"), [("{", "workspace.damaged"), ('{"id": 1}', "workspace.stale")])
def test_damaged_and_old_records_are_named_and_never_misread(here, text, code):
    workspace, dataset = here
    (workspace.root / "datasets" / dataset / "dataset.json").write_text(text)
    with pytest.raises(InputError) as caught:
        workspace.dataset_record(dataset)
    assert caught.value.code == code


def test_a_damaged_dataset_file_is_named(here):
    workspace, dataset = here
    file = workspace.root / "datasets" / dataset / "data.duckdb"
    content = bytearray(file.read_bytes())
    content[:64] = bytes(64)
    file.write_bytes(content)
    with pytest.raises(InputError) as caught, workspace.dataset(dataset):
        pass
    assert caught.value.code == "workspace.damaged" and "import the data again" in str(caught.value)


def _run(root: Path, dataset: str, queue: "multiprocessing.Queue[str]") -> None:
    queue.put(str(engine.run(Workspace(root), dataset, CONFIG).manifest["finished"]))


def test_two_processes_that_ask_for_one_run_get_one_run(here):
    workspace, dataset = here
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [context.Process(target=_run, args=(workspace.root, dataset, queue)) for _ in range(2)]
    for process in processes:
        process.start()
    finished = [queue.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(30)
    assert finished[0] == finished[1] and len(workspace.runs()) == 1


def test_threads_open_one_dataset_at_once(here):
    workspace, dataset = here

    def count(_):
        with workspace.dataset(dataset) as opened:
            return len(opened.interactions.collect())

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(count, range(64)))) == 1


def test_one_record_that_cannot_be_read_does_not_hide_the_others(here):
    workspace, dataset = here
    made = engine.run(workspace, dataset, CONFIG)
    other = engine.run(workspace, dataset, RunConfig(seed=1, model=Spec("popularity")))
    (made.path / "run.json").write_text(json.dumps({"dataset_id": dataset, "of": "another version"}))
    assert [run.id for run in workspace.runs()] == [other.id]
    assert workspace.stale() == (made.id,) and engine.doctor(workspace)["stale"] == [made.id]
    assert set(workspace.delete_dataset(dataset)) == {dataset, made.id, other.id}


def test_deleting_asks_for_the_whole_name_or_enough_of_the_id(here):
    workspace, dataset = here
    for little in ("smal", dataset[:5]):
        with pytest.raises(InputError) as caught:
            workspace.delete_dataset(little)
        assert caught.value.code == "workspace.delete_exact"
    assert workspace.delete_dataset("Small") == (dataset,)


def test_a_dataset_that_lost_its_record_can_be_imported_again(here, small_request):
    workspace, dataset = here
    (workspace.root / "datasets" / dataset / "dataset.json").unlink()
    assert workspace.datasets() == []
    assert workspace.add_dataset(small_request).id == dataset


def test_a_finished_run_leaves_nothing_unfinished(here):
    workspace, dataset = here
    made = engine.run(workspace, dataset, CONFIG)
    with workspace.run_folder(made.id):
        pass
    assert list(workspace.scratch.iterdir()) == []


def test_the_handle_reads_the_workspace_and_nothing_else(here, tmp_path):
    workspace, dataset = here
    made = engine.run(workspace, dataset, CONFIG)
    outside = tmp_path / "outside.parquet"
    outside.write_bytes((made.path / "candidates.parquet").read_bytes())
    with workspace.dataset(dataset) as opened:
        assert len(opened.read(made.path / "candidates.parquet").collect()) > 0
        with pytest.raises(Exception, match="Permission|disabled"):
            opened.read(outside).collect()


def test_arrays_come_back_as_they_were(tmp_path):
    rng = np.random.default_rng(0)
    folds = []
    for n in (7, 3, 5):
        codes = np.sort(rng.choice(50, n, replace=False)).astype(np.int32)
        folds.append(Pairs(codes, codes[::-1].copy(), rng.random(n, np.float32), np.ones(n, np.float32)))
    write_split(tmp_path / "s.parquet", Split("random", *folds))
    for name, fold in zip(("train", "valid", "test"), folds, strict=True):
        back = read_fold(tmp_path / "s.parquet", name)
        assert all((getattr(back, f) == getattr(fold, f)).all() for f in ("users", "items", "feedback", "weights"))
    write_scores(tmp_path / "t.parquet", folds[2], np.arange(5, dtype=np.float32))
    assert read_scores(tmp_path / "t.parquet").tolist() == [0, 1, 2, 3, 4]
    items = np.array([[3, 1, -1], [2, -1, -1]], dtype=np.int32)
    scores = np.where(items >= 0, 0.5, -np.inf).astype(np.float32)
    write_lists(tmp_path / "l.parquet", Lists(np.array([4, 9], dtype=np.int32), items, scores))
    lists = read_lists(tmp_path / "l.parquet")
    assert lists.users.tolist() == [4, 9] and lists.items.tolist() == [[3, 1], [2, -1]]


def test_a_dataset_that_is_deleted_while_it_is_renamed_is_unknown(
    tmp_path: Path, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    from engine.workspace import workspace as module

    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    real = module.read_json

    def slow(file: Path) -> Any:
        found = real(file)
        monkeypatch.setattr(module, "read_json", real)
        here.delete_dataset("d" * 16)
        return found

    monkeypatch.setattr(module, "read_json", slow)
    with pytest.raises(InputError) as caught:
        here.rename_dataset("d" * 16, "new")
    assert caught.value.code == "workspace.unknown" and list((here.root / "datasets").iterdir()) == []
