"""What became of every uploaded record."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.contracts import Ledger
from engine.words import _
from engine.words.imports import reason


def show(ledgers: Sequence[Ledger]) -> None:
    """One line a file: read = loaded + rejected + duplicates + blank; the rejects one click away."""
    names = {"read": _("Read"), "loaded": _("Loaded"), "rejected": _("Rejected"), "duplicates": _("Duplicates")}
    lines = [
        {_("File"): ledger.file, **{shown: f"{getattr(ledger, name):,}" for name, shown in names.items()}}
        | {_("Blank"): f"{ledger.blank:,}"}
        for ledger in ledgers
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Ledger of the upload"))
    rejected = [ledger for ledger in ledgers if ledger.rejected]
    if rejected:
        with st.expander(_("Rejected records")):
            for ledger in rejected:
                _rejects(ledger)


def _rejects(ledger: Ledger) -> None:
    reasons = ", ".join(f"{reason(code)}: {n:,}" for code, n in ledger.reasons.items())
    st.caption(f"{ledger.file} · {reasons}")
    frame = pd.DataFrame(
        [
            {_("Line"): r.line, _("Column"): r.column, _("Reason"): reason(r.reason), _("Text"): r.text}
            for r in ledger.examples
        ]
    )
    st.dataframe(frame, hide_index=True, alt=_("First rejected records"))
