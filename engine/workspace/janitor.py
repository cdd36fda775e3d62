"""Taking away what nobody works on any more: scratch of processes that died, old checkpoints, forgotten drafts.

Whoever fills a folder in scratch holds a lock beside it, so what is held is left alone; what has no lock is left for
a day. Datasets, runs, audits and all that was kept beside them are never touched.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.reading import DATASET, RUN, field
from engine.workspace.space import bytes_below
from engine.workspace.uploads import forgotten, last_change
from engine.workspace.workspace import Workspace

CHECKPOINT_SECONDS = 7 * 86_400.0
DAY_SECONDS = 86_400.0
"""For locks, and scratch that no lock belongs to."""
HALF_SECONDS = 3_600.0
"""For a file that was being written beside its place."""
HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{32}\.tmp")
TRAININGS = ("run", "search")


@dataclass(frozen=True, slots=True)
class Swept:
    """How many things were taken away, and their bytes together."""

    scratch: int = 0
    checkpoints: int = 0
    drafts: int = 0
    files: int = 0
    bytes: int = 0


def sweep(workspace: Workspace, now: float | None = None) -> Swept:
    """Take away whatever is unfinished and nobody's; what can't be removed now stays for the next time.

    `now`: seconds since 1970, the present where it is absent.
    """
    now = time.time() if now is None else now
    kinds: dict[str, Callable[[], Iterable[Path]]] = {
        "scratch": lambda: _scratch(workspace.scratch, now),
        "checkpoints": lambda: _checkpoints(workspace, now),
        "drafts": lambda: forgotten(workspace.root, now),
        "files": lambda: (*_files(workspace, now), *_ghosts(workspace.root)),
    }
    counts, total = dict.fromkeys(kinds, 0), 0
    for kind, found in kinds.items():
        for path in found():
            with suppress(OSError, InputError):
                size = bytes_below(path) if path.is_dir() else path.stat().st_size
                storage.remove_tree(path) if path.is_dir() else storage.remove(path)
                counts[kind] += 1
                total += size
    return Swept(**counts, bytes=total)


def _scratch(scratch: Path, now: float) -> Iterator[Path]:
    """Folders that were deleted or filled by a process that is gone; each is held while it is given."""
    for path in sorted(path for path in scratch.iterdir() if path.is_dir() and not path.name.startswith("run-")):
        lock = path.with_suffix(".lock")
        if path.name.startswith("gone-"):
            yield path
        elif lock.exists():
            yield from _unheld(path, lock)
        elif now - last_change(path) > DAY_SECONDS:
            yield path


def _checkpoints(workspace: Workspace, now: float) -> Iterator[Path]:
    """Unfinished runs: of a run that is finished at once, else after a week unless a job may go on with them."""
    for path in sorted(workspace.scratch.glob("run-*")):
        if not path.is_dir():
            continue
        changed = last_change(path)
        old = now - changed > CHECKPOINT_SECONDS and not _may_resume(workspace.root, changed)
        if old or workspace.has_run(path.name.removeprefix("run-")):
            yield from _unheld(path, path.with_name(f"{path.name}.lock"))


def _may_resume(root: Path, changed: float) -> bool:
    """Whether a training that was asked for before a checkpoint's last writing has not succeeded yet."""
    return any(
        field(job, "kind") in TRAININGS
        and (field(job, "created") or 0.0) <= changed
        and field(job.with_name("status.json"), "state") != "done"
        for job in root.glob("jobs/*/job.json")
    )


def _files(workspace: Workspace, now: float) -> Iterator[Path]:
    """Half-written files, and locks and others in scratch that nobody holds."""
    for found in (workspace.root.glob, *((workspace.root / room).rglob for room in ("datasets", "runs", "jobs"))):
        for path in sorted(found(".*.tmp")):
            if HALF_WRITTEN.fullmatch(path.name) and now - path.lstat().st_mtime > HALF_SECONDS:
                yield path
    for path in sorted(path for path in workspace.scratch.iterdir() if path.is_file()):
        alone = not path.with_suffix("").exists() and now - path.lstat().st_mtime > DAY_SECONDS
        if alone and path.suffix == ".lock":
            yield from _unheld(path, path)
        elif alone:
            yield path


def _ghosts(root: Path) -> Iterator[Path]:
    """What was written beside a dataset or run after it was deleted: a folder without a record and without data.

    One that still has data lost its record otherwise; it stays for whoever can bring the record back.
    """
    for room, record in (("datasets", DATASET), ("runs", RUN)):
        for path in sorted(path for path in (root / room).iterdir() if path.is_dir()):
            files = (one for one in path.rglob("*") if not one.is_dir())
            if not (path / record).exists() and all(one.suffix == ".json" for one in files):
                yield path


def _unheld(path: Path, lock: Path) -> Iterator[Path]:
    """The path, while its lock is held here; nothing where somebody else holds it."""
    with suppress(Timeout):
        with FileLock(lock, timeout=0):
            yield path
        if not path.exists():
            lock.unlink(missing_ok=True)
