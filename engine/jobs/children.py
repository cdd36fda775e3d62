"""The processes that this process has started: none stays a zombie, and none takes its exit code with it."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Thread

from engine.errors import InputError
from engine.workspace.files import read_json, write_json

REAP_SECONDS = 2.0
"""What the thread of a child that has ended may take to write that down."""

_WATCHED: dict[int, Thread] = {}


def watch(child: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Wait for a child in a thread, and write its exit code to FOLDER/exit.json when it ends."""
    thread = Thread(target=_wait, args=(child, folder), name=f"job {child.pid}", daemon=True)
    _WATCHED[child.pid] = thread
    thread.start()


def reaped(pid: int) -> None:
    """Where a child of ours with this number has ended, see to it that its exit code is written."""
    thread = _WATCHED.get(pid)
    if thread is not None:
        thread.join(REAP_SECONDS)


def exit_code(folder: Path, pid: int) -> int | None:
    """How the process `pid` of a job ended (negative: the signal); None where nobody who saw it wrote it down."""
    try:
        found = read_json(folder / "exit.json")
        return int(found["code"]) if found["pid"] == pid else None
    except (OSError, InputError, KeyError, TypeError, ValueError):
        return None


def _wait(child: "subprocess.Popen[bytes]", folder: Path) -> None:
    code = _ended(child)
    with suppress(OSError, InputError):  # a full disk, or the job was deleted
        write_json(folder / "exit.json", {"pid": child.pid, "code": code})
    child.wait()
    _WATCHED.pop(child.pid, None)


def _ended(child: "subprocess.Popen[bytes]") -> int:
    """Its exit code, before it is reaped where the system can do that: nobody finds it gone and no code written."""
    if not hasattr(os, "waitid"):
        return child.wait()
    found = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert found is not None  # only WNOHANG gives None
    return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
