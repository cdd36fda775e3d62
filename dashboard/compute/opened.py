"""The workspace of this server, opened on every call, and what lies in it."""

from collections.abc import Callable
from typing import TypeVar

from engine.contracts import Run
from engine.workspace import DatasetRecord, Workspace, find_workspace, serving
from engine.workspace.janitor import sweep

T = TypeVar("T")


def workspace() -> Workspace:
    """The workspace of this server (`EQUIPOISE_WORKSPACE`, else `./workspace`)."""
    return find_workspace()


def serve() -> None:
    """Hold the workspace for this server, until it ends; what earlier processes have left is cleared away at first.

    Raises:
        InputError: `workspace.served` where another server has it.
    """
    here = workspace()
    if serving.serve(here):
        sweep(here)


def datasets() -> list[DatasetRecord]:
    """All datasets, the newest first."""
    return workspace().datasets()


def runs() -> list[Run]:
    """All finished runs, the newest first."""
    return workspace().runs()


def stale() -> tuple[str, ...]:
    """The ids of datasets and runs that are left out of these lists, being damaged or of another version."""
    return workspace().stale()


def or_none(read: Callable[..., T], *key: object) -> T | None:
    """What is kept of this workspace. Where nothing is, `read` raises: what raises is not cached."""
    try:
        return read(str(workspace().root), *key)
    except LookupError:
        return None
