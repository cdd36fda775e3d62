"""Starting jobs and stopping them."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from engine.config import digest
from engine.errors import InputError, RunError
from engine.jobs import children, cores, liveness, memory
from engine.jobs.endings import reason_of
from engine.jobs.record import Job, Kind, Process, Status
from engine.jobs.store import at_work, home, jobs, locked, place, read, resumable, settle, stored, worker
from engine.workspace import Workspace, logs
from engine.workspace.files import write_json
from engine.workspace.records import to_json
from engine.workspace.uploads import forgotten

KEPT = 200
"""Ended jobs that are kept; older ones go when a new one starts. Their runs and datasets stay."""
RECENT_SECONDS = 60.0
GRACE_SECONDS = 1.2
"""What a process has to end by itself; then it is killed. Whatever it left unfinished is not in its place yet."""


def draft(workspace: Workspace) -> Path:
    """A folder for a job that will be started; uploads that it is to read go below `files`."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S-%f}-{secrets.token_hex(2)}"
    folder = home(workspace) / name
    (folder / "files").mkdir(parents=True, mode=0o700)
    return folder


def start(
    workspace: Workspace,
    kind: Kind,
    arguments: Sequence[str],
    dataset: str = "",
    about: str = "",
    folder: Path | None = None,
) -> Job:
    """Start `python -m engine.cli ARGUMENTS` in a process that outlives this one."""
    folder = folder or draft(workspace)
    job = Job(folder.name, kind, tuple(arguments), _key(kind, arguments), time.time(), dataset, about)
    with locked(workspace):
        if (folder / "job.json").exists():  # a second click on the same form
            return read(workspace, folder.name, time.time())[0]
        write_json(folder / "job.json", to_json(job))
        _launch(workspace, folder, job, Status())
    _forget(workspace)
    return job


def ensure(workspace: Workspace, kind: Kind, arguments: Sequence[str], dataset: str = "", about: str = "") -> Job:
    """The job for this question: one that waits, works, has failed or is just done is returned, else one is started.

    A failed one is not tried again unasked: `resume` does that. Nor is one that is done repeated at once, should its
    result not be found: a page that asks on every drawing would start it for ever.
    """
    with locked(workspace):
        key = _key(kind, arguments)
        same = next(((job, status) for job, status in jobs(workspace, time.time()) if job.key == key), None)
        if same and not (same[1].state == "done" and _outlived(workspace, same[1])):
            return same[0]
        return start(workspace, kind, arguments, dataset, about)


def _outlived(workspace: Workspace, status: Status) -> bool:
    """Whether a done job may be repeated: it ended a while ago, or what it has made was deleted since."""
    made = status.result or {}
    record = workspace.root / "datasets" / str(made.get("dataset", "")) / "dataset.json"
    gone = ("dataset" in made and not record.exists()) or (
        "run_id" in made and not workspace.has_run(str(made["run_id"]))
    )
    return gone or time.time() - (status.ended or 0) > RECENT_SECONDS


def resume(workspace: Workspace, job_id: str) -> Job:
    """Run an ended job again; a training goes on from its last checkpoint.

    Raises:
        InputError: `jobs.unknown`; `jobs.not_resumable` where it waits, works, is done, or its uploads are gone.
    """
    folder = home(workspace) / job_id
    with locked(workspace):
        job, status = read(workspace, job_id, time.time())
        if not resumable(workspace, job, status):
            raise InputError("jobs.not_resumable", id=job_id)
        (folder / "cancel").unlink(missing_ok=True)
        _launch(workspace, folder, job, _another(status))
    return job


def _another(status: Status) -> Status:
    """The status of the next attempt: what was trained and read so far stays known."""
    return Status(attempt=status.attempt + 1, loss=status.loss, valid=status.valid, sources=status.sources)


def cancel(workspace: Workspace, job_id: str) -> Status:
    """Ask a job to stop, and see to it: the process group is killed where it does not end in time."""
    folder = home(workspace) / job_id
    status = read(workspace, job_id, time.time())[1]
    if status.live:
        (folder / "cancel").touch()  # a process that is only now starting looks for it first
    process = worker(folder)
    if process is not None:
        _stop(process)
    with locked(workspace):
        status, now = stored(folder), time.time()
        gone = status.live and (worker(folder) is None or not at_work(folder, status, now))
        return settle(folder, status, now) if gone else status


def remove(workspace: Workspace, job_id: str) -> None:
    """Stop what is left of a job and delete its folder: the way out for one whose files are damaged.

    Raises:
        InputError: `jobs.unknown`.
    """
    folder = place(workspace, job_id)
    process = worker(folder)
    if process is not None:  # else one that is there all the same stops when it finds its folder gone
        _stop(process)
    with locked(workspace):
        shutil.rmtree(folder, ignore_errors=True)


def _stop(process: Process) -> None:
    """SIGTERM to the job's process group, then SIGKILL to all that is left of its session."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + GRACE_SECONDS
        _signal(process, number)
        while (liveness.alive(process) or liveness.company(process)) and time.monotonic() < end:
            time.sleep(0.05)


def _signal(process: Process, number: signal.Signals) -> None:
    for one in liveness.company(process):
        with suppress(psutil.NoSuchProcess):  # it ended on its own
            one.send_signal(number)


def _launch(workspace: Workspace, folder: Path, job: Job, status: Status) -> None:
    """Start the process in a session of its own: neither Ctrl+C nor the end of the server reaches it."""
    for old in ("process.json", "exit.json", "beat"):
        (folder / old).unlink(missing_ok=True)
    queued = replace(status, state="queued", asked=time.time())
    write_json(folder / "status.json", to_json(queued))
    line = [sys.executable, "-m", "engine.cli", *job.arguments, "--json", "--status", str(folder / "status.json")]
    told = {**cores.environment(), "EQUIPOISE_WORKSPACE": str(workspace.root)}
    logs.event(workspace.root, "job.started", job=job.id, kind=job.kind, attempt=status.attempt)
    memory.limit()  # a setting that is no size is said here, not by every job
    try:
        with (folder / "log.txt").open("ab") as log:
            child = subprocess.Popen(
                line,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={"PYTHONUNBUFFERED": "1", **os.environ, **told},
            )
    except OSError as error:  # no memory or no number for another process
        message = str(RunError("jobs.start", problem=error.strerror or error))
        failed = replace(queued, state="failed", reason=reason_of(error), message=message, ended=time.time())
        write_json(folder / "status.json", to_json(failed))
        return
    write_json(folder / "process.json", to_json(liveness.of(child.pid)))
    children.watch(child, folder)


def _forget(workspace: Workspace) -> None:
    ended = [job for job, status in jobs(workspace, time.time()) if not status.live]
    for job in ended[KEPT:]:
        shutil.rmtree(home(workspace) / job.id, ignore_errors=True)
    for draft in forgotten(workspace.root, time.time()):
        shutil.rmtree(draft, ignore_errors=True)


def _key(kind: Kind, arguments: Sequence[str]) -> str:
    return digest(kind, list(arguments))
