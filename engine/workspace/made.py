"""What was computed from a dataset or run and is kept beside it: diagnoses, searches, explanations, probes."""

from pathlib import Path
from typing import Any, Literal

from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.files import read_json, write_json
from engine.workspace.workspace import Workspace

Kind = Literal["diagnosis", "search", "explanation", "comparison", "probe", "exposure"]
OWNERS: dict[Kind, str] = {
    "diagnosis": "datasets",
    "search": "datasets",
    "explanation": "runs",
    "comparison": "runs",
    "probe": "runs",
    "exposure": "runs",
}
"""Below whose folder each kind is kept: it goes when its owner is deleted."""


def keep_made(workspace: Workspace, kind: Kind, owner: str, key: str, value: Any) -> None:
    """Keep a JSON-ready value under `key`, the digest of what was asked; an equal question replaces it.

    `owner`: the whole id of the dataset or run.

    Raises:
        InputError: `workspace.unknown` where the owner is not (or no longer) in the workspace.
    """
    folder = _folder(workspace, kind, owner)
    if not folder.parent.is_dir():
        raise InputError("workspace.unknown", kind=OWNERS[kind].removesuffix("s"), name=owner)
    storage.make(folder)
    write_json(folder / f"{kind}-{key}.json", value)


def made(workspace: Workspace, kind: Kind, owner: str, key: str) -> Any | None:
    """The kept value; None where this was not asked yet.

    Raises:
        InputError: `workspace.damaged` where the file is not as it was written.
    """
    file = _folder(workspace, kind, owner) / f"{kind}-{key}.json"
    return read_json(file) if file.exists() else None


def keys(workspace: Workspace, kind: Kind, owner: str) -> list[str]:
    """The keys of all kept values of a kind, the newest first."""
    files = _folder(workspace, kind, owner).glob(f"{kind}-*.json")
    ordered = sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    return [file.stem.removeprefix(f"{kind}-") for file in ordered]


def _folder(workspace: Workspace, kind: Kind, owner: str) -> Path:
    return workspace.root / OWNERS[kind] / owner / "made"
