"""Audit the lists that somebody's own system showed."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import jobs, session
from dashboard.components import uploads
from engine.jobs import Job, Status
from engine.words import _
from engine.workspace import DatasetRecord


def form(record: DatasetRecord) -> None:
    """A file of lists and the time at which they were made; what came after it is the test."""
    left, right = st.columns((2, 1))
    file = left.file_uploader(_("Your lists"), type=["csv", "tsv", "txt", "parquet"], key=session.uploader("lists"))
    left.caption(_("One row a recommended item: user_id, item_id, and rank (1 is the top) or score."))
    with right:
        cutoff = _cutoff(record)
    wanting = file is None or (cutoff is None and record.schema.time_range is not None)
    pressed = st.button(_("Audit these lists"), type="primary", key="audit_lists", disabled=wanting)
    if pressed and file is not None:
        folder = jobs.draft()
        target = uploads.keep(file, folder / "files", "recommendations")
        options = ["--recommendations", str(target), *(["--cutoff", cutoff] if cutoff else [])]
        job = jobs.start("audit", "audit", record.id, *options, dataset=record.id, about=file.name, folder=folder)
        st.switch_page("views/lists.py", query_params={session.DATASET: record.id, session.JOB: job.id})


def audited(_job: Job, status: Status) -> None:
    """The lists are audited: open the audit."""
    session.next_round()
    st.switch_page("views/audit.py", query_params={session.RUN: str((status.result or {})["run_id"])})


def _cutoff(record: DatasetRecord) -> str | None:
    """The day on which the lists were made, as ISO text; None where none is given or the data has no times."""
    if record.schema.time_range is None:
        st.caption(_("This dataset has no times: only the exposure of items can be measured, not usefulness."))
        return None
    first, last = (datetime.fromtimestamp(seconds, UTC).date() for seconds in record.schema.time_range)
    key = f"{session.CUTOFF}_{record.id}"
    day = st.date_input(_("Day your lists were made (UTC)"), value=None, min_value=first, max_value=last, key=key)
    st.caption(
        _("Interactions from the beginning of this day on judge them. The data spans {first} to {last}.").format(
            first=first, last=last
        )
    )
    return day.isoformat() if day else None
