"""The page's way into the engine: caches keyed by workspace and ids, and commands as other processes.

The workspace is opened on every call. What is cached is immutable under its id. A page itself only reads
JSON and draws; imports, training and audits run as `python -m engine.cli …`.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from engine.audit import GroupSize, group_sizes, groupable, groups_of
from engine.contracts import AuditTable, Run
from engine.errors import InputError
from engine.report import build, export_json
from engine.report import page as report_page
from engine.words import _
from engine.workspace import DatasetRecord, Workspace, find_workspace

TIMEOUT = 900
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answered, or the one line that says why it didn't."""

    answer: dict[str, Any]
    error: str = ""


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


@st.cache_data(max_entries=4, show_spinner=False)
def _page(root: str, pairs: tuple[tuple[str, str], ...]) -> bytes:
    space = Workspace(Path(root))
    return report_page(_built(space, pairs), space.audit(*pairs[-1])).encode()


def _built(space: Workspace, pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    audited = [(space.run(run_id), space.audit(run_id, audit_id)) for run_id, audit_id in pairs]
    return build(space.dataset_record(audited[-1][0].dataset_id), audited)


def command(*arguments: str, timeout: int = TIMEOUT) -> Outcome:
    """Run a verb of the command line in a process of its own and wait for its JSON answer."""
    line = [sys.executable, "-m", "engine.cli", *arguments, "--json"]
    environment = {**os.environ, "EQUIPOISE_WORKSPACE": str(workspace().root)}
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=timeout, env=environment, check=False)
    except subprocess.TimeoutExpired:
        text = _("This took longer than {minutes} minutes and was stopped. Use the command line for data of this size.")
        return Outcome({}, text.format(minutes=timeout // 60))
    return _outcome(done)


def _outcome(done: "subprocess.CompletedProcess[str]") -> Outcome:
    if done.returncode == 0:
        return Outcome(json.loads(done.stdout.strip().splitlines()[-1]))
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    prefix = _("Error: {message}").format(message="")
    if lines and lines[-1].startswith(prefix):
        return Outcome({}, lines[-1].removeprefix(prefix))
    LOG.error("command failed (%s): %s", done.returncode, done.stderr)
    text = _("The command stopped with code {code}; nothing was kept. Its message is in the server's log.")
    return Outcome({}, text.format(code=done.returncode))


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder of the workspace for uploads, gone afterwards."""
    folder = workspace().scratch / f"upload-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
