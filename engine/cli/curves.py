"""`equipoise curves`: how training went, as numbers and for TensorBoard."""

from pathlib import Path
from typing import Annotated

import typer

from engine.charts.numbers import number
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.report.curves import event_file, history
from engine.words import _
from engine.workspace import find_workspace

curve = typer.Typer()


@curve.command()
def curves(
    run: str,
    tensorboard: Annotated[
        Path | None, typer.Option(help=_("Folder for an event file, a folder a run, that TensorBoard opens."))
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show loss and validation score of RUN by epoch."""
    made = find_workspace(workspace).run(run)
    lines = history(made)
    file = None
    if tensorboard is not None:
        name, content = event_file(made)
        file = tensorboard / made.id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    head = (_("epoch"), _("loss"), _("validation score"))
    rows = [(str(line["epoch"]), number(line["loss"]), number(line["valid"])) for line in lines]
    text = columns([head, *rows]) if file is None else str(file)
    answer({"run_id": made.id, "curves": lines, "file": file and str(file)}, as_json, lambda: text)
