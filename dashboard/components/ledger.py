"""What became of every uploaded record."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.data.ledger import Ledger
from engine.words import _
from engine.words.imports import reason

LONGEST = 40


def show(ledgers: Sequence[Ledger]) -> None:
    """The ledger of a dataset. Of records of users only line and reason are shown: their text may have attributes."""
    _balance(ledgers)
    _rejected([(ledger, ledger.file != "users") for ledger in ledgers])


def show_draft(ledgers: Sequence[Ledger]) -> None:
    """The ledger of a check, for whoever brings the files: rejects with their text."""
    _balance(ledgers)
    _rejected([(ledger, True) for ledger in ledgers])


def _balance(ledgers: Sequence[Ledger]) -> None:
    """One line a file: read = loaded + rejected + duplicates + blank + left out. What is 0 in all files is said below:
    on a telephone more than four columns do not fit.
    """
    always = {"read": _("Read"), "loaded": _("Loaded"), "rejected": _("Rejected")}
    others = {"duplicates": _("Duplicates"), "blank": _("Blank"), "removed": _("Left out")}
    none = [shown for name, shown in others.items() if not any(getattr(ledger, name) for ledger in ledgers)]
    names = always | {name: shown for name, shown in others.items() if shown not in none}
    lines = [
        {_("File"): _name(ledger), **{shown: f"{getattr(ledger, name):,}" for name, shown in names.items()}}
        for ledger in ledgers
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Ledger of the upload"))
    if none:
        st.caption(_("0 in every file: {names}.").format(names=", ".join(none)))


def _rejected(ledgers: Sequence[tuple[Ledger, bool]]) -> None:
    """The first rejects one click away; each ledger with whether the text of its records may be shown."""
    rejected = [(ledger, text) for ledger, text in ledgers if ledger.rejected]
    if rejected:
        with st.expander(_("Rejected records")):
            for ledger, text in rejected:
                _rejects(ledger, [r.text for r in ledger.examples] if text else None)


def _name(ledger: Ledger) -> str:
    """What a file holds, and what it is called."""
    return f"{ledger.file} · {plain(ledger.source, LONGEST)}" if ledger.source else ledger.file


def _rejects(ledger: Ledger, texts: Sequence[str] | None) -> None:
    reasons = ", ".join(f"{reason(code)}: {n:,}" for code, n in ledger.reasons.items())
    st.caption(f"{_name(ledger)} · {reasons}")
    frame = pd.DataFrame(
        [{_("Line"): r.line, _("Column"): r.column, _("Reason"): reason(r.reason)} for r in ledger.examples]
    )
    if texts is not None:
        frame[_("Text")] = list(texts)
    st.dataframe(frame, hide_index=True, alt=_("First rejected records"))
