"""Every file of a workspace read as a whole and compared with what was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.words.workspace import advice
from engine.workspace.files import read_json
from engine.workspace.seals import FILES, RECORDS, digest_of
from engine.workspace.workspace import Workspace

ROOMS = ("datasets", "runs", "jobs")
UPLOADS = "files"
"""The folder of a job's uploads: they are nobody's record."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A file whose content is not what was written, or that is gone. `file`: below the workspace."""

    file: str
    problem: str
    """`damaged`, `stale` or `absent`."""
    advice: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files were read, and which of them do not hold."""

    files: int
    broken: tuple[Broken, ...]


def verify(workspace: Workspace) -> Verified:
    """Check every record, and every file that a record names, whatever was checked before."""
    found = list(_all(workspace.root))
    broken = tuple(Broken(str(file.relative_to(workspace.root)), p, advice(file.name)) for file, p in found if p)
    return Verified(len(found), broken)


def _all(root: Path) -> Iterator[tuple[Path, str]]:
    yield root / "format.json", _record(root / "format.json")[1]
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.json")):
            if UPLOADS not in file.relative_to(root / room).parts[:-1]:
                value, problem = _record(file)
                yield file, problem
                if file.name in RECORDS and isinstance(value, dict):
                    yield from _named(file.parent, value.get(FILES, {}))


def _named(folder: Path, known: dict[str, dict[str, Any]]) -> Iterator[tuple[Path, str]]:
    for name, facts in known.items():
        file = folder / name
        if not file.is_file():
            yield file, "absent"
        else:
            yield file, "" if digest_of(file) == facts["sha256"] else "damaged"


def _record(file: Path) -> tuple[Any, str]:
    try:
        return read_json(file), ""
    except InputError as error:
        return None, error.code.removeprefix("workspace.")
    except OSError:  # it was deleted at this moment, or the disk can't read it
        return None, "damaged" if file.exists() else ""
