"""Slots and a queue without a server: locks on files, which the system lets go when a process dies."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import InputError
from engine.jobs.record import Lane

POLL_SECONDS = 0.2


def slots() -> int:
    """Jobs of one lane that work at the same time: `EQUIPOISE_JOBS`, else half of the cores, at least 1.

    A job computes with one thread unless told otherwise, so two lanes of that many leave the pages a share.

    Raises:
        InputError: `jobs.slots` where that is no number.
    """
    asked = os.environ.get("EQUIPOISE_JOBS", "")
    if asked and not asked.isdigit():
        raise InputError("jobs.slots", value=asked)
    return max(1, int(asked or (os.cpu_count() or 2) // 2))


@contextmanager
def slot(folder: Path, lane: Lane, ticket: str, n: int) -> Iterator[None]:
    """Wait for one of n slots, first come first served, and hold it; tickets sort by when they came.

    Who waits holds a lock on its ticket, so one that died in the queue is passed over.
    """
    place = folder / lane
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = place / f"{ticket}.ticket"
    with FileLock(own):
        held = None
        while held is None:
            if not _anybody_before(place, own):
                held = _free(place, n)
            if held is None:
                time.sleep(POLL_SECONDS)
    own.unlink(missing_ok=True)
    try:
        yield
    finally:
        held.release()


def _anybody_before(place: Path, own: Path) -> bool:
    for ticket in sorted(place.glob("*.ticket")):
        if ticket.name >= own.name:
            return False
        try:
            with FileLock(ticket, timeout=0):
                ticket.unlink(missing_ok=True)  # nobody holds it: its process died while it waited
        except Timeout:
            return True
    return False


def _free(place: Path, n: int) -> FileLock | None:
    for number in range(n):
        lock = FileLock(place / f"{number}.slot", timeout=0)
        try:
            lock.acquire()
            return lock
        except Timeout:
            continue
    return None
