"""The log of a workspace: `logs/equipoise.log`, one line of JSON an event, in turn with a few older files.

What happened to which id, with counts: no value of anybody's data, no name of an uploader's file, no message of an
error (it may quote a cell). Many processes write it: each event opens the file, writes one line and closes it while
it holds a lock beside the file, so a file that another process has just put aside is never written to. A log that
can't be written stops nobody.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from functools import lru_cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog
from filelock import FileLock

from engine.workspace import storage

FOLDER, FILE = "logs", "equipoise.log"
MOST_BYTES = 5 << 20
OLDER_FILES = 4
LOCK_SECONDS = 2.0
"""Longer than that nobody waits for the log."""
_PLACE: list[Path] = []
"""The workspace that this process has opened last, for errors that know of none."""


def event(root: Path, name: str, **facts: int | float | str | None) -> None:
    """Write down what happened: ids, kinds and counts alone."""
    _logger(root).info(name, **facts)


def crashed(error: BaseException, root: Path | None = None) -> Path | None:
    """Write down an error that nobody foresaw: its kind and where it came from. The log's path; None without one.

    `root`: the workspace; absent, the one that this process opened last.
    """
    place = root or (_PLACE[-1] if _PLACE else None)
    if place is None:
        return None
    _logger(place).error("error", kind=type(error).__name__, places=_places(error))
    return place / FOLDER / FILE


def opened(root: Path) -> None:
    """Remember the workspace for `crashed`."""
    _PLACE[:] = [root]


def _places(error: BaseException) -> list[str]:
    """Files, lines and functions from where the error was raised, the innermost last, those of its causes first."""
    cause = error.__cause__ or error.__context__
    before = _places(cause) + [type(cause).__name__] if cause is not None else []
    frames = traceback.extract_tb(error.__traceback__)
    return [*before, *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)]


class _Shared(RotatingFileHandler):
    """Opened for one line at a time, under a lock of all processes."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; nothing where that does not work."""
        with suppress(OSError, TimeoutError), FileLock(f"{self.baseFilename}.lock", timeout=LOCK_SECONDS, mode=0o600):
            super().emit(record)
            if self.stream is not None:
                self.stream.close()
                self.stream = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A full disk is told by whoever needs it, not by the log."""

    def _open(self) -> Any:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=storage.for_owner)  # noqa: PTH123


@lru_cache(maxsize=16)
def _logger(root: Path) -> Any:
    with suppress(Exception):
        storage.make(root / FOLDER)
    plain = logging.Logger(f"equipoise {root}", logging.INFO)
    plain.addHandler(_Shared(root / FOLDER / FILE, "a", MOST_BYTES, OLDER_FILES, encoding="utf-8", delay=True))
    return structlog.wrap_logger(
        plain,
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.stdlib.add_log_level,
            _with_process,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        context_class=dict,
        cache_logger_on_first_use=True,
    )


def _with_process(_logger: object, _name: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    import os

    return {**facts, "pid": os.getpid(), "verb": Path(sys.argv[0]).name}
