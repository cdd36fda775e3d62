"""Records as they are read from their folders: parsed once for as long as their file stays the same."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from engine.contracts import Run
from engine.errors import InputError
from engine.workspace.files import read_json
from engine.workspace.records import DatasetRecord, from_json
from engine.workspace.shape import check_config

MOST = 4096
"""Records that a process keeps parsed; a page reads all of them several times on each rerun."""
DATASET, RUN = "dataset.json", "run.json"
T = TypeVar("T")
Version = tuple[int, int, int]


def dataset_in(folder: Path) -> DatasetRecord:
    """The record of a dataset's folder.

    Raises:
        InputError: `workspace.damaged`, `workspace.stale`.
    """
    file = folder / DATASET
    return _dataset(file, _version(file))


def run_in(folder: Path) -> Run:
    """The record of a run's folder, with the audits that are there now.

    Raises:
        InputError: `workspace.damaged`; `workspace.stale` also where the config lacks parts of a run.
    """
    file = folder / RUN
    return replace(_run(file, _version(file)), path=folder, audits=_audits(folder))


def read_all(read: Callable[[Path], T], folders: Iterable[Path]) -> tuple[list[T], list[str]]:
    """What can be read, and the names of the folders that can't: damaged, of another version, or just deleted."""
    found: list[T] = []
    unread: list[str] = []
    for folder in folders:
        try:
            found.append(read(folder))
        except (InputError, OSError):
            unread.append(folder.name)
    return found, unread


def field(file: Path, *keys: str) -> Any:
    """A single field of a record of any version; None where there is none, or the file can't be read."""
    try:
        value = read_json(file)
    except (InputError, OSError):
        return None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _version(file: Path) -> Version:
    """Changes with the file. Every writing makes a new file, so its number differs within one tick of the clock too."""
    found = file.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _audits(folder: Path) -> tuple[str, ...]:
    """The ids of a run's audits; `os.listdir`, since a page lists those of every run."""
    try:
        names = os.listdir(folder / "audits")  # noqa: PTH208
    except OSError:
        return ()
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json") and name[0] != "."))


@lru_cache(MOST)
def _dataset(file: Path, version: Version) -> DatasetRecord:
    return from_json(DatasetRecord, read_json(file), file.name)


@lru_cache(MOST)
def _run(file: Path, version: Version) -> Run:
    record = read_json(file)
    own = {**record, "path": file.parent, "audits": ()} if isinstance(record, dict) else record
    run = from_json(Run, own, file.name)
    check_config(run.config, file.name)
    return run
