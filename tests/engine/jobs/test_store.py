"""What is said about jobs whose process is gone, and how long they may take."""

import os
import shutil
from dataclasses import replace

import pytest

from engine.errors import InputError
from engine.jobs import Job, Status, ahead, jobs, last_lines, liveness, read, remaining, remove, resumable, unreadable
from engine.jobs.record import Process
from engine.jobs.store import home
from engine.workspace.files import write_json
from engine.workspace.records import to_json

NOW = 1_000_000.0


def keep(workspace, name="20240101T000000-000000-ab12", process=None, status=None, **changes) -> Job:
    folder = home(workspace) / name
    folder.mkdir(parents=True)
    job = replace(Job(name, "run", ("run", "x"), "k", NOW), **changes)
    write_json(folder / "job.json", to_json(job))
    if process:
        write_json(folder / "process.json", to_json(process))
    if status:
        write_json(folder / "status.json", to_json(status))
    return job


def test_a_process_that_is_gone_leaves_an_interrupted_job(workspace):
    me = liveness.of(os.getpid())
    here = keep(workspace, process=me, status=Status("running"))
    assert read(workspace, here.id, NOW)[1].state == "running"
    shutil.rmtree(home(workspace) / here.id)
    other = replace(me, since_boot=me.since_boot - 3600)
    assert not liveness.alive(other) and not liveness.alive(replace(me, boot="another")) and liveness.alive(me)
    reused = keep(workspace, "b", other, Status("running", share=0.4, loss=((1, 0.5),)))
    found = read(workspace, reused.id, NOW)[1]
    assert (found.state, found.share, found.ended, found.loss) == ("interrupted", 0.4, NOW, ((1, 0.5),))
    assert read(workspace, reused.id, NOW + 9)[1] == found


def test_asked_to_stop_and_gone_is_cancelled_and_uploads_go(workspace):
    job = keep(workspace, process=Process(2**22 + 1, 0.0), status=Status("queued"))
    (home(workspace) / job.id / "files").mkdir()
    (home(workspace) / job.id / "cancel").touch()
    assert read(workspace, job.id, NOW)[1].state == "cancelled"
    assert not (home(workspace) / job.id / "files").exists()


def test_a_starter_that_died_leaves_no_job_waiting_for_ever(workspace):
    job = keep(workspace, status=Status("queued", asked=NOW, attempt=2), created=NOW - 9999)  # run again just now
    assert read(workspace, job.id, NOW + 5)[1].state == "queued"
    assert read(workspace, job.id, NOW + 60)[1].state == "interrupted"


@pytest.mark.parametrize("name", ["", "nope", "../runs", "..", "x" * 5000, "a\0b"])
def test_unknown_ids_are_refused(workspace, name):
    with pytest.raises(InputError, match="There is no job"):
        read(workspace, name, NOW)


def test_damaged_jobs_do_not_hide_the_others_and_can_be_removed(workspace):
    job = keep(workspace, status=Status("done"))
    keep(workspace, "z", status=Status("done"))
    (home(workspace) / "z" / "job.json").write_text("{", encoding="utf-8")
    boot = liveness.of(os.getpid()).boot
    assert not any(liveness.alive(Process(pid, 1.0, boot)) for pid in (-1, 0, 2**80))
    keep(workspace, "folder")
    (home(workspace) / "folder" / "status.json").mkdir()
    found = {found.id: status for found, status in jobs(workspace, NOW)}
    assert set(found) == {job.id, "folder"} and unreadable(workspace, NOW) == ["z"]
    assert (found["folder"].state, found["folder"].reason) == ("interrupted", "damaged")
    for name in ("z", "folder"):
        remove(workspace, name)
    assert [found.id for found, _status in jobs(workspace, NOW)] == [job.id] and unreadable(workspace, NOW) == []


def test_time_left_is_proportional_to_what_is_left():
    running = Status("running", share=0.25, began=NOW - 10)
    assert remaining(running, NOW) == pytest.approx(30)
    assert remaining(replace(running, share=0.0), NOW) is None
    resumed = replace(running, share=0.75, since=NOW - 5, since_share=0.5)  # half was done before
    assert remaining(resumed, NOW) == pytest.approx(5)
    assert remaining(replace(resumed, share=0.51), NOW) is None
    assert remaining(replace(running, state="done"), NOW) is None


def test_only_the_own_lane_stands_before_a_job():
    def of(name, kind):
        return Job(name, kind, (), "", NOW)

    waiting = [(of(f"{n}", kind), Status("queued")) for n, kind in enumerate(("run", "import", "search", "run"))]
    waiting.append((of("00", "run"), Status("running")))
    assert ahead(waiting[3][0], waiting) == 2
    assert ahead(waiting[1][0], waiting) == 0


def test_uploads_that_are_gone_cannot_be_read_again(workspace):
    job = keep(workspace)
    job = replace(job, arguments=("data", "import", str(home(workspace) / job.id / "files" / "a.csv")))
    assert not resumable(workspace, job, Status("interrupted"))
    (home(workspace) / job.id / "files").mkdir()
    assert not resumable(workspace, job, Status("interrupted"))
    (home(workspace) / job.id / "files" / "a.csv").touch()
    assert resumable(workspace, job, Status("interrupted"))
    assert not resumable(workspace, job, Status("done"))


def test_the_last_lines_of_the_log(workspace):
    job = keep(workspace)
    assert last_lines(workspace, job.id) == ""
    (home(workspace) / job.id / "log.txt").write_text("\n".join(f"line {n}" for n in range(50)), encoding="utf-8")
    assert last_lines(workspace, job.id, 2) == "line 48\nline 49"
