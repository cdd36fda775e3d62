"""Runs that are killed: `python training_kills.py WORKSPACE OTHER DATASET KILLS OPERATIONS EPOCHS SEED`.

The libraries are loaded once; each attempt is a fork, which SIGKILL ends: one run at random moments of its training,
another at one operation of the disk after the other while it is put together. After each attempt the run is whole or
absent; the same runs are made in OTHER without a kill. Prints JSON: how often each was killed, from which epoch each
attempt went on, which run it became.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import torch

from engine import pipeline
from engine.config import RunConfig, parse
from engine.models import training
from engine.workspace import Workspace, storage
from engine.workspace.janitor import sweep

TRAINING = {"patience": 10**6, "batch_size": 64}


def main() -> None:
    """Kill one run in its training, one in its saving; then make both undisturbed elsewhere."""
    root, elsewhere, dataset, kills, operations, epochs, seed = sys.argv[1:]
    torch.set_num_threads(1)
    training.CHECKPOINT_SECONDS, training.CHECKPOINT_COST = 0.02, 1.0
    os.fsync = lambda _handle: None  # SIGKILL spares what the system has; only a loss of power would not
    here, other, draw = Workspace(Path(root)), Workspace(Path(elsewhere)), random.Random(int(seed))
    told = {}
    for where, most, length in (("training", int(kills), int(epochs)), ("saving", int(operations), 40)):
        if not most:
            continue
        settings = {"model": {"kind": "mf", "params": {"dim": 4}}, "training": {**TRAINING, "epochs": length}}
        config = parse(RunConfig, settings)
        before, went_on, killed = len(here.runs()), [], 0
        for number in range(most):
            after = draw.uniform(0.02, 0.2) if where == "training" else None
            began, ended = attempt(here, dataset, config, None if after else number, after)
            went_on.append(began)
            killed += not ended
            there = len(here.runs()) - before  # a run that can't be read is not counted
            assert there in ((1,) if ended else (0, 1)), "whole or absent"
            if there:
                break
        for workspace in (here, other):
            assert attempt(workspace, dataset, config, None, None)[1]
        run = max(other.runs(), key=lambda run: run.path.stat().st_mtime).id
        told[where] = {"killed": killed, "went_on": went_on, "run": run}
    sweep(here)  # killed between the run's move and the end, its checkpoints are left to the janitor
    print(json.dumps({**told, "left": left(here)}))


def attempt(
    workspace: Workspace, dataset: str, config: RunConfig, operation: int | None, after: float | None
) -> tuple[int, bool]:
    """The epoch from which it went on (0: none was trained), and whether it came to its end.

    Killed so many seconds `after` its first epoch, or at the `operation`-th operation of its saving.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        if operation is not None:
            kill_at(operation)
        told: list[int] = []

        def first(epoch: int, _loss: float, _valid: float | None) -> None:
            if not told:
                told.append(epoch)
                os.write(writing, str(epoch).encode())

        pipeline.run(workspace, dataset, config, curves=first)
        os._exit(0)
    os.close(writing)
    began = int(os.read(reading, 16) or 0)
    os.close(reading)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    return began, os.waitpid(pid, 0)[1] == 0


def kill_at(k: int) -> None:
    """Be killed at the k-th operation of the disk once the run is being put together."""
    seen: list[str] = []

    def kill(operation: str, path: Path) -> None:
        if seen or "whole" in str(path):
            seen.append(operation)
        if len(seen) == k + 1:
            os.kill(os.getpid(), signal.SIGKILL)

    storage.HOOKS.append(kill)


def left(workspace: Workspace) -> list[str]:
    return sorted(str(path.relative_to(workspace.scratch)) for path in workspace.scratch.rglob("*"))


if __name__ == "__main__":
    main()
