"""Files that are either whole or absent: written beside their place, flushed, then renamed."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.errors import InputError


def write_text(path: Path, text: str) -> None:
    """Replace `path` by `text` atomically; readers see the old file or the new one."""
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def write_json(path: Path, value: Any) -> None:
    """Write JSON atomically: sorted keys, no NaN, readable."""
    write_text(path, json.dumps(value, indent=1, sort_keys=True, allow_nan=False, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Read a JSON file of the workspace.

    Raises:
        InputError: `workspace.damaged` where it is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):  # not JSON, not UTF-8, endless digits, endless nesting
        raise InputError("workspace.damaged", file=path.name, folder=path.parent.name) from None


@contextmanager
def new_folder(path: Path, scratch: Path) -> Iterator[Path]:
    """Fill a folder under `scratch`; on success it appears at `path` at once, on failure it is gone.

    Where another process put `path` there first, theirs stays: equal ids mean equal content.
    """
    building = scratch / uuid.uuid4().hex
    building.mkdir(parents=True, mode=0o700)
    try:
        yield building
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            building.rename(path)
            _sync_folder(path.parent)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def discard(path: Path, scratch: Path) -> None:
    """Take a folder out of its place at once, then delete it; nothing where there is none."""
    if not path.exists():
        return
    out = scratch / f"gone-{uuid.uuid4().hex}"
    path.rename(out)
    shutil.rmtree(out)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
