"""What a check has found: the ledger, what each choice touches, spellings, rejects. Nothing was imported."""

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import drafts, session
from dashboard.components import job_panel, ledger, notices, tidied
from dashboard.drafts import Draft
from engine.data.ledger import Ledger
from engine.jobs import Job, Status
from engine.words import _, plural
from engine.workspace.records import from_json


def show(draft: Draft, asked: tuple[Job, Status] | None, rejects: Path) -> None:
    """The check of the present choices: not asked for yet, at work, failed, or what it has found.

    `rejects`: the file in which it has put the records that would be rejected.
    """
    if asked is None:
        if draft.choices.get("checked"):
            st.info(_("You have changed something since the last check. Check again to see what it does."))
        return
    job, status = asked
    if status.state != "done":
        job_panel.show(job, status)
        return
    notices.guard(lambda: _found(draft, status.result or {}, rejects))


def _found(draft: Draft, result: Mapping[str, Any], rejects: Path) -> None:
    imported = result.get("imported") or {}
    ledgers = from_json(tuple[Ledger, ...], imported.get("ledgers", ()), "check")
    problem = result.get("problem")
    if problem:
        notices.failed(str(problem[-1]))
        _accept(draft, str(problem[0]), ledgers)
    else:
        st.success(_("Checked: this can be imported. Below: what would become of each record."))
    st.subheader(_("What would become of each record"))
    ledger.show_draft(ledgers)
    _download(ledgers, rejects)
    tidied.show(imported.get("tidied") or {}, result.get("effects") or {})


def _download(ledgers: Sequence[Ledger], file: Path) -> None:
    """All rejected records; they are read when they are asked for."""
    n = sum(ledger.rejected for ledger in ledgers)
    if n and file.is_file():
        label = plural("Download {n} record that would be rejected", "Download {n} records that would be rejected", n)
        name = "would-be-rejected.csv"
        st.download_button(label, file.read_bytes, name, "text/csv", key="check_rejects", on_click="ignore")


def _accept(draft: Draft, code: str, ledgers: Sequence[Ledger]) -> None:
    """The way on where the records are as they should be and only too many of them are left out."""
    if code == "import.too_many_rejects":
        shares = [one.rejected / (one.read - one.blank) for one in ledgers if one.rejected]
        percent = float(min(100, ceil(100 * max(shares, default=0.0))))
        label = _("Leave them out: accept {n:g}% rejected records").format(n=percent)
        st.button(label, key="accept_rejects", on_click=_choose, args=(draft, "rejects", percent))
    elif code == "import.repeated":
        label = _("Leave them out: drop and count all copies")
        st.button(label, key="accept_copies", on_click=_choose, args=(draft, "copies", "drop"))


def _choose(draft: Draft, name: str, value: float | str) -> None:
    """As if it were chosen in the form above; a further check or the import then goes by it."""
    drafts.choose(drafts.find(draft.id), {name: value})
    session.put_value(session.drafted(draft.id, name), value)
