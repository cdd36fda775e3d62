"""Files that are either whole or absent: written beside their place, flushed, renamed; JSON records are sealed."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.seals import damaged, opened, sealed


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` atomically; readers see the old file or the new one.

    Raises:
        InputError: `disk.full`; what was there is there still.
    """
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        storage.write(beside, content)
        storage.move(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    storage.sync(path.parent)


def write_text(path: Path, text: str) -> None:
    """Replace `path` by `text` atomically, as UTF-8."""
    write_bytes(path, text.encode())


def write_json(path: Path, value: Any) -> None:
    """Write a JSON record atomically, with its seal (`seals.py`): sorted keys, no NaN, readable."""
    write_bytes(path, sealed(value))


def read_json(path: Path) -> Any:
    """Read a record of the workspace, once its seal holds.

    Raises:
        InputError: `workspace.damaged` where it is not as it was written, `workspace.stale` where it has no seal.
    """
    return opened(path.read_bytes(), path)


@contextmanager
def scratch_place(scratch: Path) -> Iterator[Path]:
    """A place of one's own under `scratch`: nothing is there yet, and at the end nothing is there any more.

    Meanwhile a lock beside it tells the janitor.
    """
    building = scratch / uuid.uuid4().hex
    lock = building.with_suffix(".lock")
    try:
        with storage.operation("lock", lock), FileLock(lock):
            yield building
    finally:
        _clear(building)
        with suppress(OSError):
            lock.unlink(missing_ok=True)


@contextmanager
def scratch_folder(scratch: Path) -> Iterator[Path]:
    """A folder of one's own under `scratch`, gone at the end."""
    with scratch_place(scratch) as building:
        storage.make(building)
        yield building


@contextmanager
def new_folder(path: Path, scratch: Path) -> Iterator[Path]:
    """Fill a folder under `scratch`; on success it appears at `path` at once, on failure it is gone.

    Where another process put `path` there first, theirs stays: equal ids mean equal content.
    """
    with scratch_folder(scratch) as building:
        yield building
        storage.sync_tree(building)
        storage.make(path.parent)
        if not path.exists():
            storage.move(building, path)
            storage.sync(path.parent)


def discard(path: Path, scratch: Path) -> None:
    """Take a folder out of its place at once, then delete it; nothing where there is none.

    Raises:
        InputError: `workspace.leftover` where it left its place but could not be emptied: the janitor tries again.
    """
    if not path.exists():
        return
    out = scratch / f"gone-{uuid.uuid4().hex}"
    storage.move(path, out)
    storage.sync(path.parent)
    try:
        storage.remove_tree(out)
    except (OSError, InputError) as error:
        if out.exists():
            raise InputError("workspace.leftover", problem=getattr(error, "strerror", None) or error) from error


def _clear(folder: Path) -> None:
    """Whatever can't be removed now is left to the janitor: the error that brought us here matters more."""
    with suppress(OSError, InputError):
        if folder.exists():
            storage.remove_tree(folder)


__all__ = [
    "damaged",
    "discard",
    "new_folder",
    "read_json",
    "scratch_folder",
    "scratch_place",
    "write_bytes",
    "write_json",
    "write_text",
]
