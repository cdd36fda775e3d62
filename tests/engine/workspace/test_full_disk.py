"""A disk that is full: said in words, while all that was kept can be read on without a restart."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.data.importing import ImportRequest
from engine.errors import InputError
from engine.workspace import Workspace, space
from engine.workspace.files import new_folder

SMALL = 30 << 20
LARGE = 200 << 20


@pytest.mark.parametrize("words", ["IO Error: write: No space left on device", "Disk quota exceeded (os error 122)"])
def test_what_a_library_says_of_a_full_disk_is_told_in_our_words(tmp_path: Path, words: str):
    here = Workspace(tmp_path / "ws")
    for error in (InputError("import.engine", problem=words), RuntimeError(words)):
        with pytest.raises(InputError) as caught, new_folder(here.root / "datasets" / "x", here.scratch):
            raise error
        assert caught.value.code == "disk.full" and "nothing has to be restarted" in str(caught.value)
    assert list(here.scratch.iterdir()) == []


def test_a_long_path_before_the_words_does_not_hide_them(tmp_path: Path):
    here = Workspace(tmp_path / "ws")
    told = duckdb.IOException(f'IO Error: Could not write file "/{"x" * 300}": No space left on device')
    with pytest.raises(InputError) as caught, new_folder(here.root / "datasets" / "x", here.scratch):
        raise InputError("import.engine", problem=str(told)) from told
    assert caught.value.code == "disk.full"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 30 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(line, capture_output=True).returncode:
        pytest.skip("only root can mount a file system of 30 MB, and not everywhere")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.slow
def test_an_import_of_200_mb_on_a_disk_of_30(
    small_disk: Path, tmp_path: Path, small_request: ImportRequest, monkeypatch: pytest.MonkeyPatch
):
    here = Workspace(small_disk / "ws")
    dataset = here.add_dataset(_spared(small_request, monkeypatch)).id
    log = tmp_path / "large.csv"
    with log.open("w") as stream:
        stream.write("user_id,item_id,feedback\n")
        while stream.tell() < LARGE:  # ids that can't be compressed
            stream.writelines(f"{os.urandom(24).hex()},item{n},{n % 5 + 1}\n" for n in range(100_000))
    monkeypatch.undo()
    with pytest.raises(InputError) as caught:
        here.add_dataset(ImportRequest(log))
    assert caught.value.code == "disk.low"
    print(f"\nbefore it begins: {caught.value}")  # noqa: T201
    with here.dataset(dataset) as opened:
        before = len(opened.interactions.collect())
    with pytest.raises(InputError) as caught:
        here.add_dataset(_spared(ImportRequest(log), monkeypatch))
    assert caught.value.code == "disk.full"
    print(f"while it works: {caught.value}")  # noqa: T201
    with here.dataset(dataset) as opened:
        assert len(opened.interactions.collect()) == before
    assert [record.id for record in here.datasets()] == [dataset] and list(here.scratch.iterdir()) == []
    assert here.rename_dataset(dataset, "still here").schema.name == "still here"


def _spared(request: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Without the guard, so that the disk is met while the import works."""
    monkeypatch.setattr(space, "TIMES", 0)
    monkeypatch.setattr(space, "SPARE_BYTES", 0)
    return request
