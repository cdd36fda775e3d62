"""The first rows of a file before it is imported: seen by whoever uploaded it, and by nobody after the import."""

import os
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.words import _

ROWS = 5
MOST_ROWS = 20
MOST_COLUMNS = 4
"""So many columns can be read on a telephone: those that were mapped come first."""
MOST_SIGNS = 40


def most() -> int:
    """How many rows may be shown: `EQUIPOISE_PREVIEW_ROWS`, where whoever runs the server has set it."""
    try:
        return max(0, min(int(os.environ.get("EQUIPOISE_PREVIEW_ROWS", ROWS)), MOST_ROWS))
    except ValueError:
        return 0  # somebody wanted to limit it


def show(header: Sequence[str], rows: Sequence[Sequence[str]], mapped: Mapping[str, str]) -> None:
    """The first rows, letter by letter."""
    if not rows:
        return
    if not most():
        st.caption(_("The first rows are not shown: whoever runs this server has turned that off."))
        return
    places = [list(header).index(name) for name in dict.fromkeys(mapped.values()) if name in header]
    places = list(dict.fromkeys([*places, *range(len(header))]))[:MOST_COLUMNS]
    lines = [
        {plain(header[n], MOST_SIGNS): plain(row[n] if n < len(row) else "", MOST_SIGNS) for n in places}
        for row in rows[: most()]
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The first rows of the file"))
    told = _("The first {n} rows, as they stand in the file. After the import no page shows rows of the log.")
    more = len(header) - len(places)
    left = " " + _("Columns that are not shown: {n}.").format(n=more) if more > 0 else ""
    st.caption(told.format(n=len(lines)) + left)
