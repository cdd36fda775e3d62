"""All groups of one attribute under one metric."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components import verdict_table
from dashboard.components.text import plain
from engine.charts import numbers
from engine.contracts import AuditRow
from engine.words import _, attributes, metrics


def show(rows: Sequence[AuditRow]) -> None:
    """Value with its interval, then the gap to the reference with its interval."""
    lines = [
        {
            _("Group"): f"**{plain(attributes.group(row.group, row.attribute))}**  \n:gray[n {numbers.count(row.n)}]",
            _("Value [95% interval]"): f"{numbers.number(row.value)} {_bracket(row.low, row.high)}",
            _("Gap [interval]"): _gap(row),
        }
        for row in rows
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Groups of the chosen attribute"))
    st.caption(metrics.side_note(rows[0].side))


def _bracket(low: float | None, high: float | None) -> str:
    return "" if low is None else verdict_table.whole(plain(numbers.value_interval(low, high)))


def _gap(row: AuditRow) -> str:
    if row.is_reference:
        return _("reference")
    return f"{verdict_table.gap(row)}  \n{verdict_table.verdict(row)}"
