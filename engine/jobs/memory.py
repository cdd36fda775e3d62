"""The memory of a job: a limit that it meets by itself, and whether the system has killed for lack of it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import InputError

UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
SIZE = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)I?B?\s*", re.IGNORECASE)
LEAST_BYTES = 2**30
"""Below this the libraries themselves do not start."""
GROUPS = Path("/proc/self/cgroup")
COUNTERS = {"": "/sys/fs/cgroup{path}/memory.events", "memory": "/sys/fs/cgroup/memory{path}/memory.oom_control"}
"""Where control groups of version 2 and 1 count the processes that were killed for lack of memory."""


def limit() -> int | None:
    """Bytes that a job may hold, from `EQUIPOISE_JOB_MEMORY` (`4GB`, `800MB`, …); None where that is not set.

    Raises:
        InputError: `jobs.memory_setting` where it is no size, or below `LEAST_BYTES`.
    """
    asked = os.environ.get("EQUIPOISE_JOB_MEMORY", "").strip()
    if not asked:
        return None
    found = SIZE.fullmatch(asked)
    size = int(float(found[1]) * UNITS[found[2].upper()]) if found else 0
    if size < LEAST_BYTES:
        raise InputError("jobs.memory_setting", value=asked)
    return size


@contextmanager
def limited(size: int | None) -> Iterator[None]:
    """Hold this process to so many bytes of data: what asks for more fails with words instead of being killed.

    The limit is taken away at the end, so that there is room to say what happened.
    """
    if size is None:
        yield
        return
    import resource  # absent on systems without such limits

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def oom_kills() -> tuple[str, int]:
    """The file that counts the processes of this control group killed for lack of memory, and its count.

    An empty name and 0 where nothing tells.
    """
    try:
        groups = [line.split(":", 2) for line in GROUPS.read_text(encoding="utf-8").splitlines()]
    except OSError:
        groups = []
    for _number, kinds, path in groups:
        if kinds not in COUNTERS:
            continue
        file = COUNTERS[kinds].format(path=path.rstrip("/"))
        if (n := _counted(file)) is not None:
            return file, n
    return "", 0


def killed_since(counter: str, before: int) -> bool:
    """Whether the system has killed a process of that control group for lack of memory since it stood at `before`."""
    now = _counted(counter) if counter else None
    return now is not None and now > before


def _counted(file: str) -> int | None:
    try:
        facts = dict(line.split() for line in Path(file).read_text(encoding="utf-8").splitlines())
        return int(facts["oom_kill"])
    except (OSError, ValueError, KeyError):
        return None
