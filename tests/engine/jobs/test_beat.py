"""Signs of life, also inside one long call; silence is shown, and told from death."""

import os
import time
from dataclasses import replace

import numpy as np

from engine.jobs import Status, beat, liveness, read, silent
from engine.jobs.store import home
from engine.workspace.files import write_json
from engine.workspace.records import to_json
from tests.engine.jobs.test_store import keep


def test_it_beats_inside_one_long_call_into_c(tmp_path, monkeypatch):
    monkeypatch.setattr(beat, "BEAT_SECONDS", 0.01)
    matrix = np.ones((700, 700))
    with beat.beating(tmp_path):
        while beat.last(tmp_path) is None:
            time.sleep(0.001)
        os.utime(beat.beat_file(tmp_path), (1, 1))
        np.linalg.svd(matrix)
        assert beat.last(tmp_path) > 1
    with beat.beating(None):
        pass


def test_a_live_process_that_is_silent_is_shown_as_such_and_not_ended(workspace):
    now = time.time()
    job = keep(workspace, process=liveness.of(os.getpid()), status=Status("running", asked=now - 500))
    status = read(workspace, job.id, now)[1]
    assert status.live and silent(status, now), "never a sign"
    file = beat.beat_file(home(workspace) / job.id)
    file.touch()
    os.utime(file, (now - 10, now - 10))
    status = read(workspace, job.id, now)[1]
    assert abs(status.beat - (now - 10)) < 0.1 and not silent(status, now)
    assert silent(status, now + 500) and not silent(replace(status, state="done"), now + 500)
    write_json(file.with_name("status.json"), to_json(Status("done")))


def test_in_another_container_the_signs_of_life_decide(workspace):
    now = time.time()
    elsewhere = replace(liveness.of(os.getpid()), namespace="pid:[1]")
    job = keep(workspace, process=elsewhere, status=Status("running"))
    file = beat.beat_file(home(workspace) / job.id)
    file.touch()
    assert read(workspace, job.id, now)[1].live
    assert read(workspace, job.id, now + 60)[1].reason == "lost"


def test_a_wish_to_stop_and_a_deleted_folder_reach_the_process_without_a_signal(tmp_path, monkeypatch):
    sent = []
    monkeypatch.setattr(beat.os, "kill", lambda pid, number: sent.append((pid, number)))
    monkeypatch.setattr(beat, "BEAT_SECONDS", 0.01)
    (tmp_path / "cancel").touch()
    for folder in (tmp_path, tmp_path / "gone"):
        with beat.beating(folder):
            time.sleep(0.05)
    assert sent == [(os.getpid(), beat.signal.SIGTERM)] * 2


def test_a_clock_that_was_set_back_keeps_nothing_waiting_for_ever(workspace):
    job = keep(workspace, status=Status("queued", asked=2e9))
    assert read(workspace, job.id, 1e9)[1].state == "interrupted"


def test_a_damaged_status_of_a_live_process_waits_for_its_next_word(workspace):
    job = keep(workspace, process=liveness.of(os.getpid()), status=Status("running"))
    file = home(workspace) / job.id / "status.json"
    file.write_text(file.read_text(encoding="utf-8").replace("running", "runninG"), encoding="utf-8")
    assert read(workspace, job.id, 1.0)[1].live
    write_json(file, to_json(Status("done")))
    assert read(workspace, job.id, 1.0)[1].state == "done"
