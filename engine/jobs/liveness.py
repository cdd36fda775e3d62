"""Is that process still there, and still the same? Who is with it, and how did it end?"""

import os
from pathlib import Path

import psutil

from engine.jobs import children, memory
from engine.jobs.record import Process

SAME_SECONDS = 1.0
"""Numbers of processes are given again; one that was created at another time is another one."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
NAMESPACE = Path("/proc/self/ns/pid")
GONE = (psutil.NoSuchProcess, psutil.AccessDenied, OverflowError)
"""A process that we may not look at is not one of ours."""


def of(pid: int) -> Process:
    """The process with this number, now."""
    return Process(pid, _since_boot(psutil.Process(pid)), _boot(), _namespace(), *memory.oom_kills())


def near(process: Process) -> bool:
    """Whether its number means something here: the same system since its start, the same numbering."""
    return same_boot(process) and process.namespace in ("", _namespace())


def same_boot(process: Process) -> bool:
    """Whether the system was not started anew since, and is no other machine."""
    return process.boot == _boot()


def alive(process: Process) -> bool:
    """Whether it runs; the end of a child of ours is written down on the way."""
    if process.pid <= 0 or not near(process):
        return False
    try:
        found = psutil.Process(process.pid)
        if abs(_since_boot(found) - process.since_boot) >= SAME_SECONDS:
            return False
        if str(found.status()) != psutil.STATUS_ZOMBIE:
            return True
    except GONE:
        pass
    children.reaped(process.pid)
    return False


def company(process: Process) -> list[psutil.Process]:
    """All running processes of the job's session: it and what it has started, also when it is gone itself; never we.

    A session keeps its number as long as somebody is in it, so the number is not another's while we look; but where
    all are gone and another process has the number now, nobody is with it.
    """
    if process.pid <= 0 or not near(process) or (psutil.pid_exists(process.pid) and not _same(process)):
        return []
    others = (other for other in psutil.process_iter() if other.pid != os.getpid())
    return [other for other in others if _session(other.pid) == process.pid and _runs(other)]


def code_of_zombie(process: Process) -> int | None:
    """The exit code of a process that another server has started and not reaped yet (negative: the signal)."""
    if not _same(process):
        return None
    try:
        fields = (
            Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
        return os.waitstatus_to_exitcode(int(fields[49])) if fields[0] == "Z" else None
    except (OSError, IndexError, ValueError):
        return None


def _same(process: Process) -> bool:
    try:
        return bool(abs(_since_boot(psutil.Process(process.pid)) - process.since_boot) < SAME_SECONDS)
    except GONE:
        return False


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:
        return -1


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except GONE:
        return False


def _since_boot(process: psutil.Process) -> float:
    """Both times move alike when the clock is set."""
    return float(process.create_time() - psutil.boot_time())


def _boot() -> str:
    return BOOT.read_text(encoding="utf-8").strip() if BOOT.exists() else ""


def _namespace() -> str:
    try:
        return str(NAMESPACE.readlink())
    except OSError:
        return ""
