"""kill -9 at random moments of an import or a run: what was acknowledged is there, the rest is whole or absent."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.workspace import Workspace

ROOT = Path(__file__).parents[2]
ONE_THREAD = {"EQUIPOISE_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Killed:
    """One try: after how many seconds, whether the command had answered before, and what was found."""

    after: float
    answered: bool
    there: bool
    lost: tuple[str, ...]


def import_command(workspace: Path, log: Path) -> list[str]:
    """The command line of an import."""
    return _line("data", "import", "--interactions", str(log), "--workspace", str(workspace))


def run_command(workspace: Path, dataset: str, seed: int) -> list[str]:
    """The command line of a short run."""
    short = ("--set", "training.epochs=2", "--set", "model.params.dim=8", "--set", f"seed={seed}")
    return _line("run", dataset, *short, "--workspace", str(workspace))


def write_log(path: Path, n: int, mark: int) -> Path:
    """A log of n records that differs from others by its mark."""
    rows = "".join(f"u{i % 5003}-{mark},i{i % 997},{i % 5 + 1},{1_500_000_000 + i}\n" for i in range(n))
    path.write_text("user_id,item_id,feedback,timestamp\n" + rows)
    return path


def kill_imports(n: int, seed: int, folder: Path, rows: int) -> Iterator[Killed]:
    """Kill n imports of different logs; each is asked for again afterwards and must then be there."""
    rng, workspace = random.Random(seed), folder / "ws"
    kept: list[str] = []
    takes = _seconds(import_command(workspace, write_log(folder / "first.csv", rows, -1)))
    for number in range(n):
        command = import_command(workspace, write_log(folder / f"{number}.csv", rows, number))
        after = rng.uniform(0.3 * takes, 1.05 * takes)
        answer = _killed(command, after)
        there = _datasets(workspace)
        lost = [name for name in kept if name not in there]
        if answer is not None and answer["dataset"] not in there:
            lost.append(answer["dataset"])
        made = _answer(command)["dataset"]
        lost += [] if _whole(workspace, made, rows) else [made]
        kept.append(made)
        yield Killed(after, answer is not None, answer is not None or made in there, tuple(lost))
        (folder / f"{number}.csv").unlink()


def kill_runs(n: int, seed: int, folder: Path, rows: int) -> Iterator[Killed]:
    """Kill n runs; the record is whole or absent, and the same command finishes them."""
    rng, workspace = random.Random(seed), folder / "ws"
    dataset = _answer(import_command(workspace, write_log(folder / "log.csv", rows, 0)))["dataset"]
    kept: list[str] = []
    takes = _seconds(run_command(workspace, dataset, 10_000))
    for number in range(n):
        command = run_command(workspace, dataset, number)
        after = rng.uniform(0.6 * takes, 1.05 * takes)  # its first half loads libraries
        answer = _killed(command, after)
        there = {run.id for run in Workspace(workspace).runs()}
        lost = [name for name in kept if name not in there]
        if answer is not None and answer["run_id"] not in there:
            lost.append(answer["run_id"])
        made = _answer(command)["run_id"]
        Workspace(workspace).latest_audit(made)
        kept.append(made)
        yield Killed(after, answer is not None, made in there, tuple(lost))


def _line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "engine.cli", *arguments, "--json"]


def _start(command: Sequence[str]) -> "subprocess.Popen[str]":
    environment = {**os.environ, **ONE_THREAD}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )


def _killed(command: Sequence[str], after: float) -> dict[str, str] | None:
    """The command's answer, where it had given one when it was killed."""
    process = _start(command)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    out = process.communicate()[0].strip()
    return dict(json.loads(out)) if out.endswith("}") else None


def _answer(command: Sequence[str]) -> dict[str, str]:
    process = _start(command)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return dict(json.loads(out))


def _seconds(command: Sequence[str]) -> float:
    start = time.monotonic()
    _answer(command)
    return time.monotonic() - start


def _datasets(workspace: Path) -> set[str]:
    return {record.id for record in Workspace(workspace).datasets()}


def _whole(workspace: Path, dataset: str, rows: int) -> bool:
    with Workspace(workspace).dataset(dataset) as opened:
        n = len(opened.interactions.collect())
    (ledger,) = Workspace(workspace).dataset_record(dataset).ledgers
    return bool(ledger.balances and ledger.read == rows and n == ledger.loaded)
