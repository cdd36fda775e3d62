"""SIGKILL at random moments: of trainings, of the saving of a run, of servers and of jobs. Short here, full as slow."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from engine.data.importing import ImportRequest
from engine.jobs import liveness, read
from engine.jobs.store import home, worker
from engine.workspace import Workspace
from engine.workspace.files import read_json
from tests.engine.jobs.conftest import zombies

SCRIPT = Path(__file__).with_name("training_kills.py")
ROOT = Path(__file__).parents[3]
SERVER = """
import sys, time
from pathlib import Path
from engine.jobs import start
from engine.workspace import Workspace
if sys.argv[2]:
    sys.executable = sys.argv[2]  # a program that stands for the command line, and is there at once
job = start(Workspace(Path(sys.argv[1])), "run", sys.argv[3:])
print(job.id, flush=True)
time.sleep(600)
"""


def killed(workspace: Workspace, other: Path, dataset: str, kills: int, operations: int, epochs: int) -> dict:
    """What came of a run killed in training and one killed while it was saved: byte for byte the undisturbed ones."""
    shutil.copytree(workspace.root / "datasets", other / "datasets")
    line = [sys.executable, str(SCRIPT), str(workspace.root), str(other), dataset, *map(str, (kills, operations))]
    environment = {**os.environ, "EQUIPOISE_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    made = subprocess.run([*line, str(epochs), "7"], capture_output=True, text=True, env=environment, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    found = dict(json.loads(made.stdout))
    for where in set(found) - {"left"}:
        run = found[where]["run"]
        assert contents(workspace.root / "runs" / run) == contents(other / "runs" / run), where
    assert found["left"] == []
    return found


def contents(folder: Path) -> dict[str, str]:
    """What a run holds, but for its record, which has times."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".parquet", ".safetensors"))
    hashes = {path.name: sha256(path.read_bytes()).hexdigest() for path in files}
    return {**hashes, "history": json.dumps(read_json(folder / "history.json"))}


def test_a_training_killed_three_times_ends_with_the_same_bytes_and_leaves_nothing(workspace, dataset, tmp_path):
    found = killed(workspace, tmp_path / "other", dataset, 3, 0, 600)
    assert found["training"]["killed"] == 3 and max(found["training"]["went_on"]) > 1, "a checkpoint was gone on from"


@pytest.mark.slow
def test_twenty_kills_of_a_training_and_one_at_each_operation_of_saving(workspace, dataset, tmp_path, capsys):
    found = killed(workspace, tmp_path / "other", dataset, 20, 1000, 3500)
    training, saving = found["training"], found["saving"]
    with capsys.disabled():
        print(f"\ntraining: {training['killed']} kills, went on from epochs {training['went_on']}; same bytes")
        print(f"saving: killed at each of {saving['killed']} operations; whole or absent, same bytes")
    assert training["killed"] == 20 and saving["killed"] >= 10


def server(workspace: Workspace, program: str, *arguments: str) -> tuple["subprocess.Popen[str]", str]:
    """A server that has started a job, and the job's id."""
    line = [sys.executable, "-c", SERVER, str(workspace.root), program, *arguments]
    made = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert made.stdout is not None
    name = made.stdout.readline().strip()
    made.stdout.close()
    return made, name


def ended_within(workspace: Workspace, name: str, seconds: float) -> tuple[str, str, float]:
    began = time.monotonic()
    while (status := read(workspace, name, time.time())[1]).live:
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return status.state, status.reason, time.monotonic() - began


def kill_server_then_job(workspace: Workspace, program: str, *arguments: str) -> float:
    """The job outlives its server and is found; killed in its turn it is interrupted. Returns the seconds that took."""
    serving, name = server(workspace, program, *arguments)
    serving.kill()
    serving.wait()
    process = worker(home(workspace) / name)
    assert liveness.alive(process) and read(workspace, name, time.time())[1].live
    os.kill(process.pid, signal.SIGKILL)
    state, reason, seconds = ended_within(workspace, name, 15)
    assert (state, reason) == ("interrupted", "lost") or (state, reason) == ("interrupted", "killed")
    assert zombies() == 0
    return seconds


@pytest.fixture
def stub(tmp_path: Path) -> str:
    file = tmp_path / "stub"
    file.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    file.chmod(0o700)
    return str(file)


def test_a_job_outlives_its_server_is_found_and_is_interrupted_when_it_is_killed(workspace, stub):
    for _ in range(2):
        kill_server_then_job(workspace, stub)


def test_a_job_that_is_killed_beside_its_server_says_so_and_leaves_no_zombie(workspace, stub):
    serving, name = server(workspace, stub)
    try:
        process = worker(home(workspace) / name)
        os.kill(process.pid, signal.SIGKILL)
        assert ended_within(workspace, name, 15)[:2] == ("interrupted", "killed")
        end = time.monotonic() + 5
        while Path(f"/proc/{process.pid}").exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert not Path(f"/proc/{process.pid}").exists(), "the server reaps"
    finally:
        serving.kill()
        serving.wait()


@pytest.mark.slow
def test_ten_kills_of_servers_and_of_trainings_under_way(workspace, tmp_path, capsys):
    draw = random.Random(1)
    log = tmp_path / "many.csv"
    rows = [f"u{u},i{i},{draw.randint(1, 5)}" for u in range(400) for i in range(60) if draw.random() < 0.5]
    log.write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n", encoding="utf-8")
    dataset = workspace.add_dataset(ImportRequest(log, mapping=(("feedback", "rating"),))).id
    took = []
    for number in range(10):
        settings = ["--set", "training.epochs=100000", "--set", "training.patience=100000", "--set", f"seed={number}"]
        serving, name = server(workspace, "", "run", dataset, *settings)
        end = time.monotonic() + 60
        while len((before := read(workspace, name, time.time())[1]).loss) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        serving.kill()
        serving.wait()
        time.sleep(draw.uniform(0.5, 2.5))
        after = read(workspace, name, time.time())[1]
        assert after.state == "running" and after.loss[-1][0] > before.loss[-1][0], "it goes on"
        process = worker(home(workspace) / name)
        os.kill(process.pid, signal.SIGKILL)
        took.append(ended_within(workspace, name, 15)[2])
        assert zombies() == 0
    with capsys.disabled():
        print(f"\n10 servers killed: 10 jobs went on; 10 jobs killed: interrupted within {max(took):.2f} s; 0 zombies")
