"""Signs of life: a file that the process of a job touches every few seconds, whatever else it does."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from engine.jobs.record import Status

BEAT_SECONDS = 2.0
"""Between two signs of life."""
SILENT_SECONDS = 180.0
"""A process that is there and silent for so long is shown as such; a person decides, for it may be merely slow."""
FRESH_SECONDS = 30.0
"""A process whose number tells us nothing, in another container or on another machine, lives while it beats."""


def beat_file(folder: Path) -> Path:
    """Its time of change is the last sign of life: touching it needs no room on the disk and no lock."""
    return folder / "beat"


def last(folder: Path) -> float | None:
    """When the process last gave a sign of life, seconds since 1970; None before the first."""
    try:
        return beat_file(folder).stat().st_mtime
    except OSError:
        return None


def fresh(folder: Path, now: float) -> bool:
    """Whether there was a sign of life just now."""
    heard = last(folder)
    return heard is not None and abs(now - heard) < FRESH_SECONDS


def silent(status: Status, now: float) -> bool:
    """Whether a job that is said to live has given no sign of life for `SILENT_SECONDS`."""
    heard = max(status.beat or 0.0, status.asked)
    return status.live and heard > 0 and now - heard >= SILENT_SECONDS


@contextmanager
def beating(folder: Path | None) -> Iterator[None]:
    """Give signs of life from a thread of its own while the work goes on; nothing without a folder.

    Most long calls into C let other threads run; one that does not is silent, and shown as that. The thread also
    heeds what reaches no signal: a wish to stop from another container, and a folder that was deleted.
    """
    if folder is None:
        yield
        return
    ended = Event()
    thread = Thread(target=_beat, args=(folder, ended), name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(folder: Path, ended: Event) -> None:
    while not ended.is_set():
        with suppress(OSError):  # a full disk or a deleted folder: the work itself finds out
            beat_file(folder).touch(mode=0o600)
        if (folder / "cancel").exists() or not folder.exists():
            os.kill(os.getpid(), signal.SIGTERM)
            return
        ended.wait(BEAT_SECONDS)
