"""The curves of a training to take away: as CSV, and as an event file that TensorBoard opens."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.contracts import Run
from engine.errors import InputError
from engine.workspace.history import Line, read_history

Point = tuple[int, float]


def history(run: Run) -> list[Line]:
    """The epochs of a run, in order.

    Raises:
        InputError: `curves.none` where nothing was trained epoch by epoch; `workspace.damaged`, `workspace.stale`.
    """
    lines = read_history(run)
    if not lines:
        raise InputError("curves.none", id=run.id)
    return lines


def readable(run: Run) -> bool:
    """Whether the epochs of a run, or that there are none, can be read."""
    try:
        read_history(run)
    except InputError:
        return False
    return True


def points(run: Run) -> tuple[list[Point], list[Point]]:
    """Loss and validation score as (epoch, value), for figures; empty where there are none that can be read."""
    lines = read_history(run) if readable(run) else []
    validated = [(line["epoch"], line["valid"]) for line in lines if line["valid"] is not None]
    return [(line["epoch"], line["loss"]) for line in lines], validated


def curves_csv(lines: Sequence[Line]) -> bytes:
    """`epoch,loss,valid`; an epoch that was not validated has an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["epoch", "loss", "valid"])
    writer.writerows([line["epoch"], line["loss"], line["valid"]] for line in lines)
    return stream.getvalue().encode()


def event_file(run: Run) -> tuple[str, bytes]:
    """Name and bytes of a TensorBoard event file with `loss/train` and `score/valid`, a step an epoch.

    Times of single epochs are not kept, so every event bears the time at which the run was finished.
    """
    from tensorboardX import SummaryWriter  # protobuf costs half a second

    finished = datetime.fromisoformat(str(run.manifest["finished"])).timestamp()
    with TemporaryDirectory() as folder:
        with SummaryWriter(folder) as writer:
            for line in history(run):
                writer.add_scalar("loss/train", line["loss"], line["epoch"], walltime=finished)
                if line["valid"] is not None:
                    writer.add_scalar("score/valid", line["valid"], line["epoch"], walltime=finished)
        (file,) = Path(folder).iterdir()
        return f"events.out.tfevents.{finished:.0f}.{run.id}", file.read_bytes()  # not the machine's name
