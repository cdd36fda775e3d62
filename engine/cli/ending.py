"""How the end of a job reaches its file whatever happened: on a full disk, without memory, in a deleted folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.errors import InputError

RESERVE_BYTES = 2**16
"""A status with all its points is smaller."""


def job_folder(file: Path | None) -> Path | None:
    """The folder of the job whose status a file holds; None where it is a file elsewhere."""
    return file.parent if file is not None and file.parents[1].name == "jobs" else None


@contextmanager
def reserved(folder: Path | None) -> Iterator[None]:
    """Hold some room on the disk, for the last status: `give_back` lets it go when the disk is full."""
    if folder is not None:
        with suppress(OSError):
            _reserve(folder).write_bytes(os.urandom(RESERVE_BYTES))  # what can't be compressed
    try:
        yield
    finally:
        give_back(folder)


def give_back(folder: Path | None) -> None:
    """Let go of the room that was held."""
    if folder is not None:
        with suppress(OSError):
            _reserve(folder).unlink(missing_ok=True)


def is_full(error: Exception) -> bool:
    """Whether something could not be written for want of room."""
    return isinstance(error, OSError) or (isinstance(error, InputError) and error.code == "disk.full")


def _reserve(folder: Path) -> Path:
    return folder / "reserve"
