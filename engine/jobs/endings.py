"""How jobs end badly, as codes: from the error that they met, or from what is left of a process that is gone."""

import errno
import signal
from collections.abc import Iterator
from pathlib import Path

from engine.errors import EquipoiseError, InputError
from engine.jobs import children, liveness, memory
from engine.jobs.record import Process
from engine.workspace import storage

SPILL_WORDS = "max_temp_directory_size"
"""DuckDB's own bound on what it lays out on the disk."""
MEMORY_TYPES = ("OutOfMemoryError", "OutOfMemoryException")
"""Of torch and of DuckDB, which this room does not import."""
MEMORY_WORDS = ("can't allocate memory", "cannot allocate memory", "bad_alloc", "can't start new thread")
CODES = {
    "training.not_finite": "nan",
    "training.diverged": "nan",
    "disk.full": "disk",
    "disk.low": "disk",
    "workspace.quota": "disk",
    "jobs.memory": "memory",
}
"""Errors with words of their own that name an ending."""
AGAIN = ("memory", "disk")
"""Failures after which the same command may succeed, once there is room: its uploads are kept for that."""
CTRL_C = 130


def reason_of(error: BaseException) -> str:
    """The ending that an error means: `memory`, `disk`, `nan`, `input`, or `error` for all others.

    What an error was raised from counts too: a library's full disk comes dressed as an unreadable file.
    """
    for met in _chain(error):
        if isinstance(met, EquipoiseError) and met.code in CODES:
            return CODES[met.code]
        if _is_full_disk(met):
            return "disk"
        if _is_memory(met):
            return "memory"
    return "input" if isinstance(error, InputError) else "error"


def reason_of_gone(folder: Path, process: Process | None) -> str:
    """The ending of a process that is gone and has said nothing.

    `killed` (SIGKILL), `memory` (the same, and its control group counts a kill for lack of memory since), `crashed`
    (another signal), `interrupted` (SIGTERM, Ctrl+C), `exited` (a number and no word), `restarted` (the machine was
    started anew), `lost` where nobody saw the end: its server was gone too.
    """
    if process is None:
        return "lost"
    if process.boot and not liveness.same_boot(process):
        return "restarted"
    code = children.exit_code(folder, process.pid)
    if code is None:
        code = liveness.code_of_zombie(process)
    if code is None:
        return "lost"
    if code in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return "memory" if memory.killed_since(process.counter, process.oom) else "killed"
    if code in (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, CTRL_C):
        return "interrupted"
    return "crashed" if code < 0 else "exited"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _is_full_disk(error: BaseException) -> bool:
    return storage.is_full(error) or SPILL_WORDS in str(error)


def _is_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or type(error).__name__ in MEMORY_TYPES:
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    return isinstance(error, RuntimeError) and any(words in str(error).lower() for words in MEMORY_WORDS)
