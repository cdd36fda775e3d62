"""Endings by name: from errors of every library that we lean on, and from what is left of processes."""

import errno
import os
import signal
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
import torch

from engine.errors import InputError, RunError
from engine.jobs import children, endings, liveness, memory, read
from engine.jobs.endings import reason_of
from engine.jobs.store import home, worker
from engine.words.jobs import REASONS
from engine.workspace.files import write_json


class OutOfMemoryException(Exception):
    """DuckDB's, by its name."""


def wrapped(inner: BaseException, outer: BaseException) -> BaseException:
    outer.__cause__ = inner
    return outer


FULL = OSError(errno.ENOSPC, "No space left on device", "/ws/x")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "memory"),
        (pa.ArrowMemoryError("malloc of size 9 failed"), "memory"),
        (torch.OutOfMemoryError("CUDA out of memory."), "memory"),
        (RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"), "memory"),
        (RuntimeError("can't start new thread"), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (wrapped(OutOfMemoryException("Out of Memory Error"), InputError("import.engine", problem="x")), "memory"),
        (FULL, "disk"),
        (OSError("Error while serializing: I/O error: No space left on device (os error 28)"), "disk"),
        (wrapped(FULL, InputError("dataset.unreadable", dataset="d", problem="x")), "disk"),
        (OutOfMemoryException("failed to offload data block: limit of max_temp_directory_size reached"), "disk"),
        (InputError("disk.full", folder="x"), "disk"),
        (InputError("workspace.quota"), "disk"),
        (RunError("training.not_finite", epoch=3), "nan"),
        (RunError("training.diverged", score="1e9"), "nan"),
        (InputError("jobs.unknown", id="x"), "input"),
        (RunError("training.checkpoint", file="x"), "error"),
        (ZeroDivisionError(), "error"),
        (PermissionError(errno.EACCES, "Permission denied"), "error"),
    ],
)
def test_every_error_has_the_name_of_its_ending(error, reason):
    assert reason_of(error) == reason and reason in REASONS


def test_an_array_that_no_memory_holds_is_a_lack_of_memory():
    with pytest.raises(Exception) as caught:  # noqa: B017, PT011
        np.zeros(2**56)
    assert reason_of(caught.value) == "memory"
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**56)
    assert reason_of(caught.value) == "memory"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "interrupted"),
        ("import sys; sys.exit(130)", "interrupted"),
        ("import sys; sys.exit(3)", "exited"),
    ],
)
def test_a_process_that_ends_without_a_word_keeps_its_exit_code(workspace, work, wait, code, reason):
    status = wait(work(code), lambda status: not status.live)
    assert (status.state, status.reason) == ("interrupted", reason)


def test_another_server_reads_the_code_of_a_zombie_and_where_nobody_saw_the_end_it_is_lost(workspace, work, wait):
    job = work("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", seen=False)
    assert wait(job, lambda status: not status.live).reason == "killed"
    other = work("import sys; sys.stdin.read()", seen=False)
    process = worker(home(workspace) / other.id)
    os.kill(process.pid, signal.SIGKILL)
    os.waitpid(process.pid, 0)  # as init does for a process whose server is gone
    assert wait(other, lambda status: not status.live).reason == "lost"


def test_a_kill_that_the_control_group_counts_is_a_lack_of_memory(tmp_path, workspace, work, wait):
    counter = tmp_path / "memory.events"
    counter.write_text("low 0\noom 1\noom_kill 4\n", encoding="utf-8")
    me = replace(liveness.of(os.getpid()), pid=2**22 + 1, counter=str(counter), oom=4)
    write_json(tmp_path / "exit.json", {"pid": me.pid, "code": -9})
    assert endings.reason_of_gone(tmp_path, me) == "killed"
    counter.write_text("oom_kill 5\n", encoding="utf-8")
    assert endings.reason_of_gone(tmp_path, me) == "memory"
    assert endings.reason_of_gone(tmp_path, replace(me, boot="another")) == "restarted"
    assert endings.reason_of_gone(tmp_path, replace(me, pid=7 + me.pid)) == "lost", "the code of an earlier attempt"
    assert endings.reason_of_gone(tmp_path, None) == "lost"
    (tmp_path / "exit.json").write_text("{", encoding="utf-8")
    assert children.exit_code(tmp_path, me.pid) is None


def test_the_counter_is_found_in_both_versions_of_control_groups(tmp_path, monkeypatch):
    groups = tmp_path / "cgroup"
    monkeypatch.setattr(memory, "GROUPS", groups)
    assert memory.oom_kills() == ("", 0)
    monkeypatch.setattr(memory, "COUNTERS", {"": f"{tmp_path}{{path}}/two", "memory": f"{tmp_path}{{path}}/one"})
    groups.write_text("4:memory:/a:b\n1:cpu:/\n0::/\n", encoding="utf-8")
    (tmp_path / "a:b").mkdir()
    (tmp_path / "a:b" / "one").write_text("oom_kill_disable 0\noom_kill 2\n", encoding="utf-8")
    assert memory.oom_kills() == (f"{tmp_path}/a:b/one", 2)
    (tmp_path / "two").write_text("oom_kill 3\n", encoding="utf-8")
    groups.write_text("0::/\n", encoding="utf-8")
    assert memory.oom_kills() == (f"{tmp_path}/two", 3)


def test_whoever_a_killed_job_has_left_behind_is_stopped(workspace, work, wait):
    code = (
        "import subprocess, sys, time, os, signal; "
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        "open('/dev/null'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    job = work(code)
    assert wait(job, lambda status: not status.live).reason == "killed"
    process = worker(home(workspace) / job.id)
    for left in liveness.company(process):
        left.wait(5)
    assert liveness.company(process) == []
    assert read(workspace, job.id, 0.0)[1].state == "interrupted"
