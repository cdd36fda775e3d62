"""What a check has found: the ledger, what each choice touches, spellings, rejects. Nothing was imported."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.components import job_panel, ledger, notices, tidied
from dashboard.drafts import Draft
from engine.contracts import Ledger
from engine.jobs import Job, Status
from engine.words import _
from engine.workspace.records import from_json


def show(draft: Draft, asked: tuple[Job, Status] | None) -> None:
    """The check of the present choices: not asked for yet, at work, failed, or what it has found."""
    if asked is None:
        if draft.choices.get("checked"):
            st.info(_("You have changed something since the last check. Check again to see what it does."))
        return
    job, status = asked
    if status.state != "done":
        job_panel.show(job, status)
        return
    notices.guard(lambda: _found(status.result or {}))


def _found(result: Mapping[str, Any]) -> None:
    imported = result.get("imported") or {}
    ledgers = from_json(tuple[Ledger, ...], imported.get("ledgers", ()), "check")
    problem = result.get("problem")
    if problem:
        notices.failed(str(problem[-1]))
    else:
        st.success(_("Checked: this can be imported. Below: what would become of each record."))
    st.subheader(_("What would become of each record"))
    ledger.show_draft(ledgers)
    tidied.show(imported.get("tidied") or {}, result.get("effects") or {})
