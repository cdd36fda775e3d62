"""Real processes: how they end, how they are stopped, and what goes on after a kill."""

import os
import shutil
import signal
import threading
import time
from contextlib import suppress

import pytest

from engine.errors import InputError
from engine.jobs import Status, cancel, draft, ensure, jobs, last_lines, liveness, process, read, resume, start
from engine.jobs.record import Process
from engine.jobs.store import home
from engine.workspace.files import read_json, write_json
from engine.workspace.records import from_json, to_json

LONG = ("--set", "training.epochs=100000", "--set", "training.patience=100000")
STEADY = ("training.epochs=2000", "training.patience=2000", "model.params.dim=4")


def started(status) -> bool:
    return len(status.loss) > 1


def ended(status) -> bool:
    return not status.live


def test_an_import_is_done_and_lets_go_of_its_upload(workspace, log, wait):
    folder = draft(workspace)
    upload = folder / "files" / "interactions.csv"
    shutil.copy(log, upload)
    job = start(workspace, "import", ["data", "import", "--interactions", str(upload)], folder=folder)
    status = wait(job, ended)
    assert status.state == "done", last_lines(workspace, job.id)
    assert workspace.dataset_record(status.result["dataset"]).schema.n_users == 40
    assert not (folder / "files").exists()
    with pytest.raises(InputError, match="can't be run again"):
        resume(workspace, job.id)


def test_a_failure_has_the_words_of_the_command_line(workspace, wait):
    job = start(workspace, "run", ["run", "nothing-here"])
    status = wait(job, ended)
    assert status.state == "failed"
    assert "There is no dataset “nothing-here”" in status.message
    assert ensure(workspace, "run", ["run", "nothing-here"]).id == job.id  # a failure is not repeated unasked


def test_what_is_just_done_is_not_repeated_but_later_it_is(workspace, monkeypatch):
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)
    first = ensure(workspace, "diagnose", ["diagnose", "x"])
    status = home(workspace) / first.id / "status.json"
    write_json(status, to_json(Status("done", ended=time.time() - 5)))
    assert ensure(workspace, "diagnose", ["diagnose", "x"]).id == first.id
    assert ensure(workspace, "diagnose", ["diagnose", "y"]).id != first.id
    write_json(status, to_json(Status("done", ended=time.time() - 5, result={"dataset": "deleted"})))
    again = ensure(workspace, "diagnose", ["diagnose", "x"])
    assert again.id != first.id
    write_json(home(workspace) / again.id / "status.json", to_json(Status("done", ended=time.time() - 500)))
    assert ensure(workspace, "diagnose", ["diagnose", "x"]).id != again.id


def test_cancelled_before_there_is_a_process(workspace, dataset, wait):
    """The folder has the wish before the process looks: it ends by itself, and its status stays."""
    folder = draft(workspace)
    (folder / "cancel").touch()
    job = start(workspace, "run", ["run", dataset, *LONG], folder=folder)
    assert wait(job, ended).state == "cancelled"
    assert workspace.runs() == []


def test_an_import_is_cancelled_and_not_failed_where_the_database_wraps_the_interrupt(workspace, tmp_path, wait):
    log = tmp_path / "large.csv"
    log.write_text("user_id,item_id\n" + "".join(f"u{n % 90000},i{n % 7919}\n" for n in range(1_200_000)))
    job = start(workspace, "import", ["data", "import", "--interactions", str(log)])
    wait(job, lambda status: status.state == "running")
    time.sleep(0.4)
    assert cancel(workspace, job.id).state == "cancelled"
    assert workspace.datasets() == []


def test_run_again_while_others_look_is_one_process(workspace, dataset, monkeypatch):
    """Readers at the moment of the launch neither write it off nor let it be run twice."""
    job = start(workspace, "run", ["run", dataset, *LONG])
    cancel(workspace, job.id)
    file = home(workspace) / job.id / "job.json"
    write_json(file, {**read_json(file), "created": time.time() - 500})
    launched, states = [], []
    monkeypatch.setattr(process, "_launch", slowly(process._launch, launched))
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            states.append(read(workspace, job.id, time.time())[1].state)
            with suppress(InputError):
                resume(workspace, job.id)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    time.sleep(2.5)
    stop.set()
    for reader in readers:
        reader.join()
    assert len(launched) == 1
    assert cancel(workspace, job.id).state == "cancelled"


def slowly(launch, launched):
    """The launch, with time to look between its steps."""

    def launching(*arguments):
        launched.append(1)
        time.sleep(0.05)
        launch(*arguments)
        time.sleep(0.05)

    return launching


def test_what_is_no_command_is_interrupted_with_its_last_lines(workspace, wait):
    job = start(workspace, "run", ["no-such-verb"])
    assert wait(job, ended).state == "interrupted"
    assert "no-such-verb" in last_lines(workspace, job.id)


def test_cancelled_in_two_seconds_with_curves_and_queue(workspace, dataset, wait):
    first = ensure(workspace, "run", ["run", dataset, *LONG], dataset)
    assert ensure(workspace, "run", ["run", dataset, *LONG], dataset).id == first.id
    running = wait(first, started)
    assert running.state == "running" and running.stage == "training" and 0 < running.share < 1
    second = start(workspace, "run", ["run", dataset, *LONG, "--set", "seed=1"], dataset)
    other_lane = start(workspace, "diagnose", ["diagnose", dataset], dataset)
    assert wait(other_lane, ended).state == "done", last_lines(workspace, other_lane.id)
    assert read(workspace, second.id, time.time())[1].state == "queued"
    working = from_json(Process, read_json(home(workspace) / first.id / "process.json"), "process")
    assert liveness.alive(working)
    assert cancel(workspace, first.id).state == "cancelled"
    assert not liveness.alive(working) and process.GRACE_SECONDS < 2
    assert cancel(workspace, first.id).state == "cancelled"
    assert wait(second, started).state == "running"
    assert [job.id for job, _status in jobs(workspace, time.time())] == [other_lane.id, second.id, first.id]
    assert workspace.runs() == []


def test_killed_it_says_so_and_resumed_it_goes_on_with_its_curves(workspace, dataset, wait):
    assignments = [part for name in STEADY for part in ("--set", name)]
    job = start(workspace, "run", ["run", dataset, *assignments], dataset)
    checkpoints = workspace.scratch
    wait(job, lambda _status: any(checkpoints.glob("run-*/checkpoint.safetensors")))
    pid = read_json(home(workspace) / job.id / "process.json")["pid"]
    os.kill(pid, signal.SIGKILL)
    seen = wait(job, ended)
    assert (seen.state, seen.reason) == ("interrupted", "killed") and len(seen.loss) > 1
    resume(workspace, job.id)
    assert read(workspace, job.id, time.time())[1].loss == seen.loss  # the curves so far stay
    status = wait(job, ended)
    assert status.state == "done" and status.attempt == 2, last_lines(workspace, job.id)
    epochs = [epoch for epoch, _loss in status.loss]
    assert epochs == sorted(set(epochs)) and epochs[-1] == 2000 and len(epochs) <= 1000
    assert workspace.has_run(status.result["run_id"]) and not list(workspace.scratch.glob("run-*"))
