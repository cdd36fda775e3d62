"""Saved cohorts: named groups of a dataset, kept beside it in `datasets/<id>/cohorts.json`."""

from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from engine.config import Cohort
from engine.errors import InputError
from engine.workspace.files import read_json, write_json
from engine.workspace.records import from_json, to_json
from engine.workspace.workspace import Workspace

FILE = "cohorts.json"
MOST = 50


@dataclass(frozen=True, slots=True)
class _Kept:
    cohorts: tuple[Cohort, ...]


def cohorts(workspace: Workspace, dataset_id: str) -> tuple[Cohort, ...]:
    """The cohorts of a dataset in the order in which they were saved.

    Raises:
        InputError: `workspace.unknown` for the dataset, `workspace.damaged`, `workspace.stale` for the file.
    """
    file = _file(workspace, dataset_id)
    return from_json(_Kept, read_json(file), FILE).cohorts if file.exists() else ()


def save_cohort(workspace: Workspace, dataset_id: str, cohort: Cohort) -> tuple[Cohort, ...]:
    """Keep a cohort; one of that name is replaced.

    Raises:
        InputError: `cohort.too_many`, and those of `cohorts`.
    """
    with FileLock(workspace.scratch / f"cohorts-{workspace.dataset_record(dataset_id).id}.lock"):
        others = [one for one in cohorts(workspace, dataset_id) if one.name != cohort.name]
        if len(others) >= MOST:
            raise InputError("cohort.too_many", most=MOST)
        return _write(workspace, dataset_id, (*others, cohort))


def drop_cohort(workspace: Workspace, dataset_id: str, name: str) -> tuple[Cohort, ...]:
    """Forget a cohort; audits that were made with it keep it in their settings.

    Raises:
        InputError: `cohort.unknown`, and those of `cohorts`.
    """
    with FileLock(workspace.scratch / f"cohorts-{workspace.dataset_record(dataset_id).id}.lock"):
        known = cohorts(workspace, dataset_id)
        if name not in (one.name for one in known):
            raise InputError("cohort.unknown", name=name, known=[one.name for one in known])
        return _write(workspace, dataset_id, tuple(one for one in known if one.name != name))


def _write(workspace: Workspace, dataset_id: str, kept: tuple[Cohort, ...]) -> tuple[Cohort, ...]:
    write_json(_file(workspace, dataset_id), to_json(_Kept(kept)))
    return kept


def _file(workspace: Workspace, dataset_id: str) -> Path:
    return workspace.root / "datasets" / workspace.dataset_record(dataset_id).id / FILE
