"""The log says what happened to which id, in lines of JSON that several processes write and put aside."""

import json
import multiprocessing
from pathlib import Path

import pytest

from engine.workspace import Workspace, logs
from engine.workspace.files import write_json


def lines(root: Path) -> list[dict[str, object]]:
    files = sorted((root / "logs").glob("equipoise.log*"))
    return [json.loads(line) for file in files if file.suffix != ".lock" for line in file.read_text().splitlines()]


def test_imports_and_deletions_are_in_the_log_without_names(tmp_path: Path, small_request):
    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(small_request).id
    here.add_dataset(small_request)
    here.delete_dataset(dataset)
    found = lines(here.root)
    assert [line["event"] for line in found] == ["dataset.imported", "dataset.deleted"]
    assert found[0]["dataset"] == dataset and found[1]["runs"] == 0 and found[0]["time"] and found[0]["pid"]
    assert "small" not in (here.root / "logs" / "equipoise.log").read_text()


def test_an_error_is_told_by_its_kind_and_places_and_not_by_its_words(tmp_path: Path):
    here = Workspace(tmp_path / "ws")
    try:
        try:
            raise KeyError("secret cell")
        except KeyError as cause:
            raise RuntimeError("secret cell") from cause
    except RuntimeError as error:
        file = logs.crashed(error)
    assert file == here.root / "logs" / "equipoise.log"
    (line,) = lines(here.root)
    assert line["kind"] == "RuntimeError" and line["level"] == "error" and "KeyError" in line["places"]
    assert "test_logs.py" in str(line["places"]) and "secret" not in str(line)


def _write(root: Path, n: int) -> None:
    logs.MOST_BYTES = 20_000
    for i in range(200):
        logs.event(root, "tick", writer=n, i=i)


def test_several_processes_lose_no_line_when_the_file_is_put_aside(tmp_path: Path):
    here = Workspace(tmp_path / "ws")
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(here.root, n)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    found = {(line["writer"], line["i"]) for line in lines(here.root)}
    assert len(found) == 400 and len(list((here.root / "logs").glob("equipoise.log.?"))) >= 2


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here = Workspace(tmp_path / "ws")
    (here.root / "logs").write_text("no folder")
    logs.event(here.root, "tick")
    write_json(here.root / "a.json", {})
