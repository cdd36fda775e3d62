"""All groups of one attribute under one metric."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from dashboard.components.verdict_table import badge
from engine.charts import numbers
from engine.contracts import AuditRow
from engine.words import _, attributes, metrics, verdicts


def show(rows: Sequence[AuditRow]) -> None:
    """Value with its interval, then the gap to the reference with its interval."""
    lines = [
        {
            _("Group"): f"**{plain(attributes.group(row.group))}**",
            "n": numbers.count(row.n),
            _("Value"): numbers.number(row.value),
            _("95% interval"): plain(numbers.value_interval(row.low, row.high)),
            _("Gap"): numbers.gap(row.gap, row.scale) if not row.is_reference else "",
            _("Gap's interval"): plain(numbers.interval(row.gap_low, row.gap_high, row.scale))
            if not row.is_reference
            else "",
            _("Verdict"): _verdict(row),
        }
        for row in rows
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Groups of the chosen attribute"))
    st.caption(metrics.side_note(rows[0].side))


def _verdict(row: AuditRow) -> str:
    if row.is_reference:
        return _("reference")
    return badge(row.verdict) + (f" :gray[{plain(verdicts.reason(row.reason))}]" if row.reason else "")
