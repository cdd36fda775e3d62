"""Is that process still there, and still the same?"""

import os
from contextlib import suppress

import psutil

from engine.jobs.record import Process

SAME_SECONDS = 2.0
"""Numbers of processes are given again; one that was created at another time is another one."""


def of(pid: int) -> Process:
    """The process with this number, now."""
    return Process(pid, psutil.Process(pid).create_time())


def alive(process: Process) -> bool:
    """Whether it runs; a child of ours that has ended is reaped on the way."""
    with suppress(ChildProcessError):  # not ours: an earlier server started it
        os.waitpid(process.pid, os.WNOHANG)
    try:
        found = psutil.Process(process.pid)
        same = abs(float(found.create_time()) - process.created) < SAME_SECONDS
        return same and str(found.status()) != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
