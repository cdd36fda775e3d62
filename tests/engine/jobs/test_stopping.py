"""Cancelling what does not want to end; nobody is left, not even as a zombie."""

import subprocess
import sys
import threading
import time

import pytest

from engine.jobs import cancel, children, draft, ensure, liveness, process, remove, start
from engine.jobs.store import home, worker
from tests.engine.jobs.conftest import zombies

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
STUCK = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); print(sum(range(10**12)))"
"""One call into C that lets nobody in: no signal is heeded before it is over."""
FAMILY = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {DEAF!r}]).wait()"
RUNAWAY = (
    f"import subprocess, sys, os; p = subprocess.Popen([sys.executable, '-c', {DEAF!r}], stdout=subprocess.PIPE,"
    " process_group=0); p.stdout.readline(); os._exit(0)"
)


@pytest.mark.parametrize("code", [DEAF, STUCK, FAMILY], ids=["deaf", "stuck", "family"])
def test_what_does_not_heed_sigterm_is_killed_with_its_children(workspace, work, monkeypatch, code):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.4)
    job = work(code)
    time.sleep(0.3)
    working = worker(home(workspace) / job.id)
    status = cancel(workspace, job.id)
    assert (status.state, status.reason) == ("cancelled", "cancelled")
    assert not liveness.alive(working) and liveness.company(working) == []
    children.reaped(working.pid)
    assert zombies() == 0


def test_a_child_in_a_group_of_its_own_that_outlives_the_job_is_found(workspace, work, monkeypatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.4)
    job = work(RUNAWAY)
    working = worker(home(workspace) / job.id)
    end = time.monotonic() + 10
    while liveness.alive(working) and time.monotonic() < end:
        time.sleep(0.02)
    assert len(liveness.company(working)) == 1
    cancel(workspace, job.id)
    assert liveness.company(working) == []


def test_a_stranger_with_the_same_number_is_left_alone(workspace):
    from dataclasses import replace

    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    try:
        found = liveness.of(child.pid)
        assert [other.pid for other in liveness.company(found)] == [child.pid]
        for other in (replace(found, since_boot=found.since_boot - 99), replace(found, namespace="pid:[1]")):
            assert liveness.company(other) == [] and not liveness.alive(other)
    finally:
        child.kill()
        child.wait()


def test_a_job_that_is_removed_is_stopped_first(workspace, work):
    job = work("import time; time.sleep(60)")
    working = worker(home(workspace) / job.id)
    remove(workspace, job.id)
    assert not liveness.alive(working) and not (home(workspace) / job.id).exists()


def test_two_clicks_at_once_start_one_job(workspace, monkeypatch):
    launched = []
    monkeypatch.setattr(process, "_launch", lambda *_arguments: launched.append(time.sleep(0.05)))
    folder = draft(workspace)
    found = []

    def click() -> None:
        found.append(ensure(workspace, "run", ["run", "x"]).id)
        found.append(start(workspace, "import", ["data", "import", "x"], folder=folder).id)

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(launched) == 2 and len(set(found)) == 2
