"""A workspace with a tiny dataset, and ways to wait for jobs."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil
import pytest

from engine.data.importing import ImportRequest
from engine.jobs import Job, Status, cancel, children, draft, jobs, liveness, read
from engine.workspace import Workspace
from engine.workspace.files import write_json
from engine.workspace.records import to_json


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """No job outlives its test."""
    monkeypatch.setenv("EQUIPOISE_JOBS", "1")
    made = Workspace(tmp_path / "ws")
    yield made
    for job, status in jobs(made, time.time()):
        if status.live:
            cancel(made, job.id)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    draw = random.Random(0)
    file = tmp_path / "log.csv"
    rows = [f"u{u:02d},i{i:02d},{draw.randint(1, 5)}" for u in range(40) for i in range(30) if draw.random() < 0.5]
    file.write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def dataset(workspace: Workspace, log: Path) -> str:
    return workspace.add_dataset(ImportRequest(log, mapping=(("feedback", "rating"),))).id


Wait = Callable[[Job, Callable[[Status], bool]], Status]


@pytest.fixture
def wait(workspace: Workspace) -> Wait:
    """Look at a job until something holds; fails after half a minute."""

    def until(job: Job, holds: Callable[[Status], bool]) -> Status:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            status = read(workspace, job.id, time.time())[1]
            if holds(status):
                return status
            time.sleep(0.05)
        pytest.fail(f"the job stands at {status}")

    return until


Work = Callable[..., Job]


@pytest.fixture
def work(workspace: Workspace) -> Iterator[Work]:
    """A running job whose process does what a piece of Python says: real enough to be killed, and started at once."""
    started: list[tuple[int, IO[bytes]]] = []

    def working(code: str, seen: bool = True) -> Job:
        folder = draft(workspace)
        job = Job(folder.name, "run", ("run", "x"), "k", time.time())
        write_json(folder / "job.json", to_json(job))
        write_json(folder / "status.json", to_json(Status("running", asked=time.time())))
        line = [sys.executable, "-c", f"print(1, flush=True); {code}"]
        child = subprocess.Popen(line, start_new_session=True, stdout=subprocess.PIPE)
        assert child.stdout is not None
        started.append((child.pid, child.stdout))
        child.stdout.readline()
        write_json(folder / "process.json", to_json(liveness.of(child.pid)))
        if seen:
            children.watch(child, folder)
        else:
            child.returncode = 0  # nobody waits for it
        return job

    yield working
    for pid, output in started:
        output.close()
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def zombies() -> int:
    """Children of this process that have ended and were not reaped."""
    return sum(child.status() == psutil.STATUS_ZOMBIE for child in psutil.Process().children())
