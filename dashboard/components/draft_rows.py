"""The first rows of a file before it is imported: seen by whoever uploaded it, and by nobody after the import."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import compute
from dashboard.components.text import plain
from engine.data.importing.recipe import NULL_WORDS, Role
from engine.words import _, plural
from engine.words.imports import reason

if TYPE_CHECKING:
    from engine.data.importing.preview import Preview
    from engine.data.importing.understood import Cell

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


def show(role: Role, found: "Preview", mapped: Mapping[str, str], nulls: Sequence[str] = NULL_WORDS) -> None:
    """The first rows as they will be understood, and the first of them as it stands in the file."""
    if not found.rows:
        return
    if not most():
        st.caption(_("The first rows are not shown: whoever runs this server has turned that off."))
        return
    names = _names(found.header, mapped)
    cells = compute.understood(role, _columns(found, names), mapped, found.reading, tuple(nulls))
    frame = pd.DataFrame({plain(name, MOST_SIGNS): [_told(cell) for cell in cells[name]] for name in names})
    st.table(frame, border="horizontal", hide_index=True, alt=_("The first rows of the file"))
    _explain(cells, len(frame))
    if more := len(found.header) - len(names):
        st.caption(_("Columns that are not shown: {n}.").format(n=more))


def _names(header: Sequence[str], mapped: Mapping[str, str]) -> list[str]:
    """The columns that are shown: those that were mapped, then the others from left to right."""
    return list(dict.fromkeys([*(name for name in mapped.values() if name in header), *header]))[:MOST_COLUMNS]


def _columns(found: "Preview", names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    places = {name: list(found.header).index(name) for name in names}
    rows = found.rows[: most()]
    return {name: tuple(row[n] if n < len(row) else "" for row in rows) for name, n in places.items()}


def _told(cell: "Cell") -> str:
    if cell.fault:
        return f"▲ {plain(cell.raw, MOST_SIGNS) or _('empty')}"
    return f":gray[{_('no value')}]" if cell.value is None else plain(cell.value, MOST_SIGNS)


def _explain(cells: "Mapping[str, Sequence[Cell]]", n: int) -> None:
    """What the table shows; where it is not what stands in the file, how the first row stands there."""
    faults = {cell.fault: None for column in cells.values() for cell in column if cell.fault}
    if faults:
        reasons = ", ".join(reason(code) for code in faults)
        st.caption(
            _("▲ can't be used: {reasons}. Records with such cells are rejected and counted.").format(reasons=reasons)
        )
    if any(cell.changed and not cell.fault for column in cells.values() for cell in column):
        first = plural("The first row as it will be understood.", "The first {n} rows as they will be understood.", n)
        row = " · ".join(plain(column[0].raw, MOST_SIGNS) or _("empty") for column in cells.values())
        told = f"{first} {_('Times are in UTC. In the file the first reads: {row}.').format(row=row)}"
    else:
        told = plural("The first row, as it stands in the file.", "The first {n} rows, as they stand in the file.", n)
    st.caption(f"{told} {_('After the import no page shows rows of the log.')}")
