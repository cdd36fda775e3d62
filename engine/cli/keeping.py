"""`equipoise data rename|rejects|inbox`: what is done with datasets and files that are here."""

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.ledgers import rejects_as_csv
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.errors import InputError
from engine.words import _, plural
from engine.words.workspace import size
from engine.workspace import find_workspace
from engine.workspace.inbox import Waiting, waiting
from engine.workspace.records import to_json

caring = typer.Typer()


@caring.command()
def rename(dataset: str, name: str, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Give a dataset another name."""
    record = find_workspace(workspace).rename_dataset(dataset, name)
    value = {"dataset": record.id, "name": record.schema.name}
    answer(value, as_json, lambda: _("Dataset {id} is now called “{name}”.").format(id=record.id, name=value["name"]))


@caring.command()
def rejects(
    dataset: str,
    out: Annotated[Path, typer.Option("--out", help=_("CSV file to write."))],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the records that an import left out as CSV: file, line, column, reason and text."""
    file = find_workspace(workspace).rejects(dataset)
    if file is None:
        raise InputError("workspace.no_rejects", dataset=dataset)
    n = rejects_as_csv(file, out)
    value = {"file": str(out), "rejects": n}
    written = plural("{n} record", "{n} records", n)
    answer(value, as_json, lambda: _("{records} written to {file}").format(records=written, file=out))


@caring.command()
def inbox(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the files in the inbox folder, which the Data page offers without an upload."""
    here = find_workspace(workspace)
    found = waiting(here)
    value = {"folder": str(here.inbox), "files": to_json(tuple(found))}
    answer(value, as_json, lambda: _inbox(here.inbox, found))


def _inbox(folder: Path, found: list[Waiting]) -> str:
    if not found:
        return _("The inbox is empty. Put files into {folder}").format(folder=folder)
    head = (_("file"), _("size"), _("changed"))
    return columns([head, *((one.name, size(one.bytes), one.modified) for one in found)])
