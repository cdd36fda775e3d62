"""The inbox: a folder of the workspace into which whoever runs the server puts files too large to upload."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from engine.errors import InputError
from engine.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in the inbox. `bytes`: its size; `modified`: ISO 8601, UTC."""

    name: str
    bytes: int
    modified: str


def waiting(workspace: Workspace) -> list[Waiting]:
    """The files in the inbox by name: regular ones right inside; links, folders and hidden files are passed over."""
    found = []
    for path in sorted(workspace.inbox.iterdir()):
        about = path.lstat()
        if S_ISREG(about.st_mode) and not path.name.startswith("."):
            modified = datetime.fromtimestamp(about.st_mtime, UTC).isoformat(timespec="seconds")
            found.append(Waiting(path.name, about.st_size, modified))
    return found


def pick(workspace: Workspace, name: str) -> Path:
    """The file of that name in the inbox.

    Raises:
        InputError: `inbox.unknown` where there is none that `waiting` names.
    """
    if name not in (one.name for one in waiting(workspace)):
        raise InputError("inbox.unknown", name=name)
    return workspace.inbox / name
