"""The declared gaps under other assumptions: beside the plain gap, and never instead of it."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from dashboard.components import verdict_table
from dashboard.components.text import plain
from engine.charts import numbers
from engine.contracts import AuditRow
from engine.words import _, answers, mark, metrics

HELD = {"user": mark("Activity held equal"), "item": mark("Popularity held equal")}
"""What the adjusted gap of a side holds equal between the groups."""


def show(rows: Sequence[AuditRow], error_rate: float) -> None:
    """A line a declared gap that has any of them, folded in; nothing where none has."""
    found = [(row, list(_said(row, error_rate))) for row in rows]
    lines = [
        {
            _("Comparison"): verdict_table.comparison(row.attribute, row.group, row.reference, _measured(row)),
            _("Plain gap"): verdict_table.gap(row),
            _("The same gap otherwise"): "  \n".join(said),
        }
        for row, said in found
        if said
    ]
    if not lines:
        return
    with st.expander(_("The same gap under other assumptions")):
        st.markdown(plain(answers.beside_note(), 400))
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Gaps under other assumptions"))


def _measured(row: AuditRow) -> str:
    return f"{metrics.label(row.metric, dict(row.parameters))} · n {numbers.count(row.n)}"


def _said(row: AuditRow, error_rate: float) -> Iterator[str]:
    if row.adjusted is not None:
        gap = verdict_table.interval(row.adjusted, row.adjusted_low, row.adjusted_high, row.scale)
        yield _part(_(HELD[row.side]), gap)
    if row.bound_low is not None:
        yield _part(answers.beside("bounds"), plain(numbers.interval(row.bound_low, row.bound_high, row.scale)))
    if row.corrected is not None:
        yield _part(answers.beside("corrected", error_rate), numbers.gap(row.corrected, row.scale))


def _part(name: str, number: str) -> str:
    return f":gray[{plain(name)}:] {number}"
