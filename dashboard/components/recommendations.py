"""Audit the lists that somebody's own system showed."""

from datetime import UTC, datetime, time

import streamlit as st

from dashboard import compute, session
from dashboard.components import notices, train, uploads
from engine.words import _
from engine.workspace import DatasetRecord


def form(record: DatasetRecord) -> None:
    """A file of lists and the time at which they were made; what came after it is the test."""
    if record.schema.time_range is None:
        st.info(_("This dataset has no time column, so nothing tells what happened after your lists were shown."))
        return
    first, last = (datetime.fromtimestamp(seconds, UTC).date() for seconds in record.schema.time_range)
    left, right = st.columns((2, 1))
    file = left.file_uploader(_("Your lists"), type=["csv", "tsv", "txt", "parquet"], key=session.uploader("lists"))
    left.caption(_("One row a recommended item: user_id, item_id, and rank (1 is the top) or score."))
    cutoff = right.date_input(
        _("Cutoff date (UTC)"), value=last, min_value=first, max_value=last, key=f"{session.CUTOFF}_{record.id}"
    )
    right.caption(_("The lists are judged by the interactions from the beginning of this day on."))
    if file is not None and st.button(_("Audit these lists"), type="primary", key="audit_lists"):
        moment = datetime.combine(cutoff, time(), UTC)
        with compute.scratch() as folder, st.spinner(_("Auditing …")):
            target = uploads.keep(file, folder, "recommendations")
            options = ("--recommendations", str(target), "--cutoff", str(int(moment.timestamp())))
            outcome = compute.command("audit", record.id, *options)
        if outcome.error:
            notices.failed(outcome.error)
            return
        session.next_round()
        train.finish(outcome)
