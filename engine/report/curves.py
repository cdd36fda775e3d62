"""The curves of a training to take away: as CSV, and as an event file that TensorBoard opens."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.contracts import Run
from engine.errors import InputError

Line = dict[str, Any]
"""`{"epoch": 3, "loss": 0.61, "valid": None}`: `valid` is None where the epoch was not validated."""


def history(run: Run) -> list[Line]:
    """The epochs of a run, in order.

    Raises:
        InputError: `curves.none` where nothing was trained epoch by epoch.
    """
    file = run.path / "history.json"
    lines = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    if not lines:
        raise InputError("curves.none", id=run.id)
    return list(lines)


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
