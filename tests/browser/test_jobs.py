"""A job outlives the server, a second person sees it, and one that was killed goes on from its checkpoint."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine import jobs
from engine.data.importing import ImportRequest
from engine.jobs import Job
from engine.workspace import Workspace
from engine.workspace.files import read_json
from tests.browser.conftest import free_port, serve

EPOCHS = ("--set", "training.epochs=100000", "--set", "training.patience=100000", "--set", "model.params.dim=4")


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of its own; no job outlives the test."""
    made = Workspace(tmp_path / "ws")
    yield made
    for job, status in jobs.jobs(made, time.time()):
        if status.live:
            jobs.cancel(made, job.id)


@pytest.fixture
def train(space: Workspace, tmp_path: Path) -> Callable[..., Job]:
    """Start a long training on a small log."""
    log = tmp_path / "log.csv"
    rows = [f"u{u},i{(u * 7 + n * n) % 30}" for u in range(60) for n in range(12)]
    log.write_text("\n".join(["user_id,item_id", *dict.fromkeys(rows)]) + "\n", encoding="utf-8")
    dataset = space.add_dataset(ImportRequest(log, name="small")).id

    def started(*settings: str) -> Job:
        return jobs.start(space, "run", ["run", dataset, *EPOCHS, *settings], dataset, "mf × bpr")

    return started


def running(page: Page, address: str, job: Job) -> None:
    page.goto(f"{address}/jobs?job={job.id}")
    expect(page.get_by_text("training · at most")).to_be_visible(timeout=30_000)


def test_the_server_is_killed_and_comes_back_while_a_job_runs(page: Page, space: Workspace, train: Callable[..., Job]):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = serve(space.root, port)
    try:
        job = train()
        running(page, address, job)
        second = page.context.new_page()  # a second person opens the same address
        running(second, address, job)
        server.send_signal(signal.SIGKILL)
        server.wait(10)
        before = jobs.read(space, job.id, time.time())[1].loss[-1][0]  # its last epoch: a long curve is thinned
        server = serve(space.root, port)
        assert jobs.read(space, job.id, time.time())[1].state == "running"
        expect(page.get_by_text("training · at most")).to_be_visible(timeout=30_000)  # the open tab, by itself
        assert jobs.read(space, job.id, time.time())[1].loss[-1][0] > before
        second.reload()
        expect(second.get_by_text("training · at most")).to_be_visible(timeout=30_000)
        second.get_by_role("button", name="Cancel").click()
        expect(second.get_by_text("Cancelled").first).to_be_visible()
        expect(page.get_by_text("Cancelled").first).to_be_visible()
    finally:
        server.kill()
        server.wait(10)


def test_a_killed_job_is_interrupted_and_goes_on_on_request(page: Page, space: Workspace, train: Callable[..., Job]):
    port = free_port()
    server = serve(space.root, port)
    try:
        job = train("--set", "training.epochs=2500")
        running(page, f"http://127.0.0.1:{port}", job)
        end = time.monotonic() + 20
        while not list(space.scratch.glob("run-*/checkpoint.safetensors")) and time.monotonic() < end:
            time.sleep(0.05)
        os.kill(read_json(space.root / "jobs" / job.id / "process.json")["pid"], signal.SIGKILL)
        expect(page.get_by_text("Interrupted").first).to_be_visible()
        expect(page.get_by_text("goes on from its last checkpoint")).to_be_visible()
        page.get_by_role("button", name="Go on").click()
        page.locator(".st-key-results").get_by_role("link", name="Open the audit").click(timeout=60_000)
        run = str((jobs.read(space, job.id, time.time())[1].result or {})["run_id"])
        expect(page).to_have_url(re.compile(f"/audit.*run={run}"))
    finally:
        server.kill()
        server.wait(10)
