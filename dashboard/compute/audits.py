"""Audits that are kept, and pairs of them side by side."""

from pathlib import Path

import streamlit as st

from dashboard.compute.opened import runs, workspace
from engine.contracts import AuditTable, Run
from engine.report import gather
from engine.workspace import Workspace

Pair = tuple[str, str]  # a run and one of its audits, by id


def own_audit(run: Run) -> AuditTable:
    """The audit that was made with a run: what was declared before anybody looked; the newest where it is gone."""
    return audit(run.id, run.audit) if run.audit in run.audits else latest_audit(run)


def latest_audit(run: Run) -> AuditTable:
    """A run's newest audit."""
    return workspace().latest_audit(run.id)


def flagged(dataset_id: str) -> frozenset[tuple[str, str]]:
    """(side, attribute) of the gaps beyond the tolerance in the newest audit of a run on a dataset."""
    newest = next((run for run in runs() if run.dataset_id == dataset_id and run.audits), None)
    rows = latest_audit(newest).rows if newest else ()
    return frozenset((row.side, row.attribute) for row in rows if row.verdict == "outside")


def audit_like(run: Run, other: AuditTable) -> AuditTable | None:
    """A run's audit with the settings of another one."""
    return workspace().audit_like(run.id, other)


def audit(run_id: str, audit_id: str) -> AuditTable:
    """One audit; cached, since its content never changes."""
    return _audit(str(workspace().root), run_id, audit_id)


def together(*pairs: Pair) -> tuple[AuditTable, ...]:
    """The audits of (run id, audit id) pairs as they may stand side by side (`engine.report.gather.together`)."""
    return tuple(table for _run, table in gather.together_by_id(workspace(), pairs))


@st.cache_data(max_entries=128, show_spinner=False)
def _audit(root: str, run_id: str, audit_id: str) -> AuditTable:
    return Workspace(Path(root)).audit(run_id, audit_id)
