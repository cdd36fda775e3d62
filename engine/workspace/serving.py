"""One server a workspace: a lock that its process holds for as long as it lives.

The lock is the system's (`flock`), so one that is killed lets it go. Its file says who holds it. The command line
takes the lock before it starts the server and hands it down (`HANDED`), so that two commands can't both begin.
"""

import fcntl
import os
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.files import read_json
from engine.workspace.seals import sealed
from engine.workspace.workspace import Workspace

FILE = "server.lock"
HANDED = "EQUIPOISE_SERVER_LOCK"
"""The environment's name for the file descriptor of a lock that was taken for this process."""
_HELD: dict[Path, int] = {}
"""By the workspace: this process's own locks, so that it never refuses itself."""
_TAKING = threading.Lock()
"""Pages are drawn by threads: of two that come first, one takes the lock."""


@dataclass(frozen=True, slots=True)
class Server:
    """Who serves a workspace. `created`: ISO 8601, UTC; `address`: empty where the server itself doesn't know it."""

    pid: int
    created: str
    address: str


def serve(workspace: Workspace, address: str = "") -> bool:
    """Hold the workspace for this process, until it ends; whether this call took it, which none held before.

    Raises:
        InputError: `workspace.served` where another server holds it.
    """
    handed = os.environ.get(HANDED, "")
    storage.private()
    with _TAKING:
        if workspace.root in _HELD:
            return False
        if handed.isdigit() and _is(int(handed), workspace.root / FILE):
            _HELD[workspace.root] = int(handed)
            return False  # whoever handed it down has seen to the rest
        _HELD[workspace.root] = take(workspace)
        name(_HELD[workspace.root], os.getpid(), address)
        return True


def let_go() -> None:
    """Give up whatever this process holds, as it does by ending."""
    with _TAKING:
        while _HELD:
            os.close(_HELD.popitem()[1])


def take(workspace: Workspace) -> int:
    """Take the lock; the descriptor that holds it until it is closed.

    Raises:
        InputError: `workspace.served`.
    """
    handle = os.open(workspace.root / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        found = serving(workspace) or Server(0, "?", "?")
        facts = {"pid": found.pid or "?", "address": found.address or "?", "created": found.created}
        raise InputError("workspace.served", **facts) from None
    return handle


def name(handle: int, pid: int, address: str) -> None:
    """Write into the lock's file who holds it."""
    text = sealed(asdict(Server(pid, datetime.now(UTC).isoformat(timespec="seconds"), address)))
    os.ftruncate(handle, 0)
    os.pwrite(handle, text, 0)


def serving(workspace: Workspace) -> Server | None:
    """Who serves the workspace as the lock's file says; None where nobody has written there."""
    with suppress(InputError, OSError, TypeError):
        return Server(**read_json(workspace.root / FILE))
    return None


def _is(handle: int, file: Path) -> bool:
    """Whether a descriptor is that of the lock: an environment may be older than its process."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except OSError:
        return False
