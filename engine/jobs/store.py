"""Reading jobs: what is known, what became of processes that are gone, and how long it may take."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import psutil
from filelock import FileLock

from engine.errors import InputError
from engine.jobs import beat, liveness
from engine.jobs.endings import reason_of_gone
from engine.jobs.record import LANES, Job, Process, State, Status
from engine.workspace import Workspace
from engine.workspace.files import damaged, read_json, write_json
from engine.workspace.records import from_json, to_json
from engine.workspace.uploads import read_by

T = TypeVar("T")
NAME = re.compile(r"[0-9A-Za-z-]{1,64}")
STARTING_SECONDS = 30.0
"""A job without a process is being started until then; later its starter has died."""
LEAST_SHARE = 0.02
"""Below this share a remaining time would be a guess."""


def home(workspace: Workspace) -> Path:
    """The folder of all jobs."""
    return workspace.root / "jobs"


def place(workspace: Workspace, job_id: str) -> Path:
    """The folder of a job.

    Raises:
        InputError: `jobs.unknown`.
    """
    folder = home(workspace) / job_id
    if not (NAME.fullmatch(job_id) and (folder / "job.json").exists()):
        raise InputError("jobs.unknown", id=job_id[:80])
    return folder


def read(workspace: Workspace, job_id: str, now: float) -> tuple[Job, Status]:
    """A job and its status; one whose process is gone is `interrupted`, or `cancelled` where that was asked.

    Raises:
        InputError: `jobs.unknown`, `workspace.damaged`, `workspace.stale`: what was asked can't be read.
    """
    folder = place(workspace, job_id)
    try:
        job = _parsed(Job, folder / "job.json")
    except OSError as error:
        raise damaged(Path(error.filename or folder / "job.json")) from None
    status = stored(folder)
    if status.live and not at_work(folder, status, now):
        with locked(workspace):  # somebody may be running it again at this moment
            status = stored(folder)
            if status.live and not at_work(folder, status, now):
                status = settle(folder, status, now)
    return job, replace(status, beat=beat.last(folder)) if status.live else status


def locked(workspace: Workspace) -> FileLock:
    """Starting, running again and writing off exclude each other; a thread that holds it may take it again."""
    home(workspace).mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileLock(home(workspace) / "jobs.lock", is_singleton=True)


def jobs(workspace: Workspace, now: float) -> list[tuple[Job, Status]]:
    """All jobs, the newest first; those that can't be read are left out: `unreadable` names them."""
    return _sorted_out(workspace, now)[0]


def unreadable(workspace: Workspace, now: float) -> list[str]:
    """The ids of jobs whose record is damaged or of another version; `process.remove` takes them away."""
    return _sorted_out(workspace, now)[1]


def stored(folder: Path) -> Status:
    """The status as its process left it.

    Where its file is damaged nothing is known but that there is a job: it runs as long as its process does, which
    writes the next status, and has ended as `damaged` afterwards.
    """
    file = folder / "status.json"
    try:
        return _parsed(Status, file) if file.exists() else Status()
    except (InputError, OSError):
        return Status("running", reason="damaged")


def worker(folder: Path) -> Process | None:
    """The process that works on a job; None where there is none yet, or its record is damaged."""
    try:
        return _parsed(Process, folder / "process.json")
    except (InputError, OSError):
        return None


def settle(folder: Path, status: Status, now: float) -> Status:
    """Write down that the process is gone without having said how it ended; whom it left behind is stopped."""
    asked, process = (folder / "cancel").exists(), worker(folder)
    reason = status.reason or reason_of_gone(folder, process)
    for left in liveness.company(process) if process else ():
        with suppress(psutil.NoSuchProcess):
            left.kill()
    state: State = "cancelled" if asked else "interrupted"
    ended = replace(status, state=state, reason="cancelled" if asked else reason, ended=now, beat=beat.last(folder))
    with suppress(OSError, InputError):  # a full disk must not take the page down: the next reader tries again
        write_json(folder / "status.json", to_json(ended))
    if asked:
        shutil.rmtree(folder / "files", ignore_errors=True)
    return ended


def resumable(workspace: Workspace, job: Job, status: Status) -> bool:
    """Whether the same command can go on: it has ended without success, and what it reads is still there."""
    again = status.state in ("interrupted", "failed", "cancelled")
    return again and all(path.exists() for path in read_by(workspace.root, job.arguments))


def last_lines(workspace: Workspace, job_id: str, n: int = 12) -> str:
    """The last lines of what the job printed."""
    file = home(workspace) / job_id / "log.txt"
    if not file.exists():
        return ""
    return "\n".join(file.read_text(encoding="utf-8", errors="replace").splitlines()[-n:])


def remaining(status: Status, now: float) -> float | None:
    """Seconds left if the rest takes as long a share as the present stage has; None where nothing can be said yet.

    Training may stop early, so for a run this is the most that it will take.
    """
    since = status.began if status.since is None else status.since
    made = status.share - status.since_share
    if status.state != "running" or since is None or made < LEAST_SHARE:
        return None
    return (now - since) * (1 - status.share) / made


def ahead(job: Job, everything: Iterable[tuple[Job, Status]]) -> int:
    """How many jobs wait in the same lane and were asked for earlier."""
    return sum(
        other.id < job.id and status.state == "queued" and LANES[other.kind] == LANES[job.kind]
        for other, status in everything
    )


def at_work(folder: Path, status: Status, now: float) -> bool:
    """Whether somebody works on it: its process lives, or it is just being started.

    A process in another container or on another machine is judged by its signs of life. A time that lies ahead comes
    from a clock that was set back.
    """
    process = worker(folder)
    if process is not None:
        return liveness.alive(process) if liveness.near(process) else beat.fresh(folder, now)
    if status.reason == "damaged" or (folder / "process.json").exists():  # records that can't be read
        return beat.fresh(folder, now)
    asked = status.asked or _parsed(Job, folder / "job.json").created
    return abs(now - asked) < STARTING_SECONDS


def _sorted_out(workspace: Workspace, now: float) -> tuple[list[tuple[Job, Status]], list[str]]:
    found, unread = [], []
    for file in sorted(home(workspace).glob("*/job.json"), reverse=True):
        try:
            found.append(read(workspace, file.parent.name, now))
        except InputError:
            unread.append(file.parent.name)
    return found, unread


def _parsed(kind: type[T], file: Path) -> T:
    """A record, parsed once: every writing makes another file, and a page looks at hundreds of ended jobs."""
    about = file.stat()
    return cast(T, _record(cast(Any, kind), file, about.st_ino, about.st_mtime_ns, about.st_size))


@lru_cache(maxsize=2048)
def _record(kind: Any, file: Path, *_version: int) -> Any:
    return from_json(kind, read_json(file), file.name)
