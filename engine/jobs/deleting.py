"""Deleting a dataset while jobs work on it: they are stopped first, so that none of them writes of it afterwards."""

from contextlib import suppress

from engine.errors import InputError
from engine.jobs.process import cancel, remove
from engine.workspace import Workspace
from engine.workspace.janitor import sweep


def delete_dataset(workspace: Workspace, identifier: str) -> tuple[str, ...]:
    """Stop all jobs about a dataset, delete it with everything that has a value of it, and clean up after them.

    Returns the ids of the dataset and of its runs.

    Raises:
        InputError: those of `Workspace.delete_dataset`.
    """
    gone = workspace.delete_dataset(identifier, lambda job: _stop(workspace, job))
    sweep(workspace)
    return gone


def _stop(workspace: Workspace, job_id: str) -> None:
    """End a job; one whose record can't be read is taken away. A draft, which has no job yet, does nothing."""
    try:
        cancel(workspace, job_id)
    except InputError:
        with suppress(InputError):
            remove(workspace, job_id)
