"""The page's way into the engine: caches keyed by workspace and ids.

The workspace is opened on every call. What is cached is immutable under its id. A page itself only reads
what is kept and draws; whatever computes is a job (`dashboard.jobs`), but for counts of users and items.
"""

import json
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.audit import GroupSize, group_sizes, groupable, groups_of
from engine.contracts import AuditTable, FeedbackKind, Run
from engine.errors import InputError
from engine.jobs import cost
from engine.jobs.cost import Past
from engine.report import build, export_json
from engine.report import page as report_page
from engine.workspace import DatasetRecord, Workspace, find_workspace

if TYPE_CHECKING:  # it needs torch, which costs seconds and is loaded in the background
    from engine.pipeline.offer import Offer


def workspace() -> Workspace:
    """The workspace of this server (`EQUIPOISE_WORKSPACE`, else `./workspace`)."""
    return find_workspace()


def datasets() -> list[DatasetRecord]:
    """All datasets, the newest first."""
    return workspace().datasets()


def runs() -> list[Run]:
    """All finished runs, the newest first."""
    return workspace().runs()


def stale() -> tuple[str, ...]:
    """The ids of datasets and runs that are left out of these lists, being damaged or of another version."""
    return workspace().stale()


def latest_audit(run: Run) -> AuditTable:
    """A run's newest audit."""
    return workspace().latest_audit(run.id)


def audit_like(run: Run, other: AuditTable) -> AuditTable | None:
    """A run's audit with the settings of another one."""
    return workspace().audit_like(run.id, other)


def audit(run_id: str, audit_id: str) -> AuditTable:
    """One audit; cached, since its content never changes."""
    return _audit(str(workspace().root), run_id, audit_id)


def sizes(dataset_id: str) -> tuple[GroupSize, ...]:
    """The group sizes of a dataset; cached."""
    return _sizes(str(workspace().root), dataset_id)


def ungrouped(dataset_id: str) -> dict[str, str]:
    """Attributes that make no groups, each with the sentence that says why; cached."""
    return _ungrouped(str(workspace().root), dataset_id)


def history(run: Run) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Loss and validation score as (epoch, value); empty for what was not trained here."""
    file = run.path / "history.json"
    lines = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    validated = [(line["epoch"], line["valid"]) for line in lines if line["valid"] is not None]
    return [(line["epoch"], line["loss"]) for line in lines], validated


def offer(feedback: FeedbackKind) -> "Offer":
    """What a run on this kind of feedback can be made of; cached. The first call waits for torch."""
    return _offer(feedback)


def warm() -> None:
    """Load torch in the background, once for the server: seconds that no page has to wait for."""
    _warm()


def past() -> "list[Past]":
    """What the finished runs took; cached by their ids."""
    found = runs()
    return _past(str(workspace().root), tuple(run.id for run in found))


def page(*pairs: tuple[str, str]) -> bytes:
    """The HTML report of (run id, audit id) pairs: one, or before and after."""
    return _page(str(workspace().root), pairs)


def document(*pairs: tuple[str, str]) -> bytes:
    """The same report as JSON."""
    return export_json(_built(workspace(), pairs)).encode()


@st.cache_data(max_entries=128, show_spinner=False)
def _audit(root: str, run_id: str, audit_id: str) -> AuditTable:
    return Workspace(Path(root)).audit(run_id, audit_id)


@st.cache_data(max_entries=32, show_spinner=False)
def _sizes(root: str, dataset_id: str) -> tuple[GroupSize, ...]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return tuple(group_sizes(dataset))


@st.cache_data(max_entries=32, show_spinner=False)
def _ungrouped(root: str, dataset_id: str) -> dict[str, str]:
    found = {}
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        schema = dataset.schema
        known = groupable(dataset)
        for attribute in (a for a in (*schema.user_attributes, *schema.item_attributes) if a not in known):
            try:
                groups_of(dataset, attribute.name)
            except InputError as error:
                found[attribute.name] = str(error)
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _offer(feedback: FeedbackKind) -> "Offer":
    return import_module("engine.pipeline.offer").offer(feedback)  # type: ignore[no-any-return]


@st.cache_resource(show_spinner=False)
def _warm() -> Thread:
    thread = Thread(target=import_module, args=("engine.pipeline.offer",), daemon=True)
    thread.start()
    return thread


@st.cache_data(max_entries=8, show_spinner=False)
def _past(root: str, run_ids: tuple[str, ...]) -> list[Past]:
    space = Workspace(Path(root))
    return cost.past((space.run(run_id) for run_id in run_ids), space.datasets())


@st.cache_data(max_entries=4, show_spinner=False)
def _page(root: str, pairs: tuple[tuple[str, str], ...]) -> bytes:
    space = Workspace(Path(root))
    return report_page(_built(space, pairs), space.audit(*pairs[-1])).encode()


def _built(space: Workspace, pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    audited = [(space.run(run_id), space.audit(run_id, audit_id)) for run_id, audit_id in pairs]
    return build(space.dataset_record(audited[-1][0].dataset_id), audited)
