"""Is that process still there, and still the same?"""

import os
from contextlib import suppress
from pathlib import Path

import psutil

from engine.jobs.record import Process

SAME_SECONDS = 1.0
"""Numbers of processes are given again; one that was created at another time is another one."""
BOOT = Path("/proc/sys/kernel/random/boot_id")


def of(pid: int) -> Process:
    """The process with this number, now."""
    return Process(pid, _since_boot(psutil.Process(pid)), _boot())


def alive(process: Process) -> bool:
    """Whether it runs; a child of ours that has ended is reaped on the way."""
    if process.pid <= 0 or process.boot != _boot():
        return False
    try:
        with suppress(ChildProcessError):  # not ours: an earlier server started it
            os.waitpid(process.pid, os.WNOHANG)
        found = psutil.Process(process.pid)
        same = abs(_since_boot(found) - process.since_boot) < SAME_SECONDS
        return same and str(found.status()) != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, OverflowError):
        return False


def _since_boot(process: psutil.Process) -> float:
    """Both times move alike when the clock is set."""
    return float(process.create_time() - psutil.boot_time())


def _boot() -> str:
    return BOOT.read_text(encoding="utf-8").strip() if BOOT.exists() else ""
