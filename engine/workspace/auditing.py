"""Audits beside their run: kept only where the run is, so that none stays behind where a run was deleted."""

from contextlib import suppress
from pathlib import Path

from engine.contracts import AuditTable
from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.files import write_json
from engine.workspace.reading import RUN
from engine.workspace.records import to_json


def keep_audit(folder: Path, table: AuditTable) -> None:
    """Write an audit into the folder of its run.

    Raises:
        InputError: `workspace.unknown` where the run is not there, or was deleted at this very moment.
    """
    _demand(folder)
    file = folder / "audits" / f"{table.id}.json"
    storage.make(file.parent)
    try:
        write_json(file, to_json(table))
        _demand(folder)
    except (FileNotFoundError, InputError):
        if not (folder / RUN).exists():
            _take_back(file)
        _demand(folder)
        raise


def _demand(folder: Path) -> None:
    if not (folder / RUN).exists():
        raise InputError("workspace.unknown", kind="run", name=folder.name)


def _take_back(file: Path) -> None:
    """Remove the audit and the folders that were made for it; others' files stay, and their folders with them."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
        file.parent.rmdir()
        file.parent.parent.rmdir()
