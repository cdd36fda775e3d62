"""All rejected records of a dataset, to take away: file, line, column, reason, text."""

import streamlit as st

from dashboard import compute
from engine.words import _
from engine.workspace import DatasetRecord


def offer(record: DatasetRecord) -> None:
    """The button, where there are any; the file is written when it is asked for."""
    if not any(ledger.rejected for ledger in record.ledgers) or compute.workspace().rejects(record.id) is None:
        return
    label = _("Download all rejected records (CSV)")
    name = f"rejected-{record.id[:8]}.csv"
    st.download_button(
        label, lambda: compute.rejects(record.id), name, "text/csv", key=f"rejects_{record.id}", on_click="ignore"
    )
