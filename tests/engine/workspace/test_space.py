"""What does not fit is refused before it begins; sizes are told as people read them."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.errors import InputError
from engine.words.workspace import size
from engine.workspace import Workspace, space


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "ws")


def free(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=n))


def test_an_import_that_does_not_fit_is_refused_before_it_begins(here, small_request, monkeypatch):
    read = sum(path.stat().st_size for paths in small_request.files().values() for path in paths)
    free(monkeypatch, 3 * read + space.SPARE_BYTES - 1)
    with pytest.raises(InputError) as caught:
        here.add_dataset(small_request)
    assert caught.value.code == "disk.low" and "67.4 MB" in str(caught.value)
    assert list(here.scratch.iterdir()) == [] and here.datasets() == []
    free(monkeypatch, 3 * read + space.SPARE_BYTES)
    name = here.add_dataset(small_request).id
    free(monkeypatch, 0)
    assert here.add_dataset(small_request).id == name, "what is there already needs no room"
    with pytest.raises(InputError, match="on the disk"):
        here.demand_room(name)


def test_a_quota_counts_all_that_is_there(here, monkeypatch):
    (here.inbox / "large.csv").write_bytes(bytes(1000))
    monkeypatch.setenv(space.QUOTA, str(space.SPARE_BYTES + 3000 + 1000))
    space.check_room(here.root, 1000)
    with pytest.raises(InputError) as caught:
        space.check_room(here.root, 1001)
    assert caught.value.code == "workspace.quota"


@pytest.mark.parametrize(
    ("text", "n"),
    [("20GB", 20 * 10**9), ("1.5 tb", 15 * 10**11), ("300m", 300 * 10**6), ("77", 77), ("", None), ("  ", None)],
)
def test_sizes_are_read(monkeypatch: pytest.MonkeyPatch, text: str, n: int | None):
    monkeypatch.setenv(space.QUOTA, text)
    assert space.quota() == n


@pytest.mark.parametrize("text", ["a lot", "-1GB", "GB", "1e9", "20 XB", "nan"])
def test_what_is_no_size_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv(space.QUOTA, text)
    with pytest.raises(InputError) as caught:
        space.quota()
    assert caught.value.code == "workspace.quota_value"


def test_usage_is_by_part(here: Workspace):
    (here.inbox / "a.csv").write_bytes(bytes(1234))
    found = space.usage(here)
    assert found.parts["inbox"] == 1234 and found.total >= 1234 and found.free > 0 and found.quota is None


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_600, "1.0 MB"), (123_456_789, "123 MB"),
                    (3_210_000_000, "3.2 GB"), (5 * 10**15, "5000 TB")],
)  # fmt: skip
def test_sizes_are_told(n: int, text: str):
    assert size(n) == text


def test_a_file_is_its_owners_alone(here: Any, small_request: Any):
    here.add_dataset(small_request)
    assert {path.stat().st_mode & 0o777 for path in here.root.rglob("*") if path.is_file()} == {0o600}
    folders = [path for path in here.root.rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in (*folders, here.root)} == {0o700}
