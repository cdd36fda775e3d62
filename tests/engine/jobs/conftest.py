"""A workspace with a tiny dataset, and ways to wait for jobs."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.data.importing import ImportRequest
from engine.jobs import Job, Status, cancel, jobs, read
from engine.workspace import Workspace


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
