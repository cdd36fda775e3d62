"""Accuracy of the compared runs: values, and paired differences to the baseline."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import figures
from dashboard.components.compared import Compared, change, side, value
from dashboard.components.verdict_table import whole
from engine.audit.comparison import OverallRow
from engine.charts import differences, numbers
from engine.report import paired
from engine.words import _, comparisons, metrics

ACCURACY = (*paired.DRAWN, "mae", "mse")


def show(of: Compared, data: Mapping[str, Any]) -> None:
    """The differences drawn, every number of accuracy below, and the other numbers one click away."""
    rows = paired.differences(data, of.names)
    if rows:
        st.caption(
            _("The dotted line is the baseline: right of it is higher. Bars are 95% intervals, each for itself alone.")
        )
        figures.draw(differences.differences(rows, figures.theme()), differences.describe(rows), "differences")
    known = [row for row in of.found.overall if any(one.value is not None for one in row.values)]
    main = [row for row in known if row.metric.partition("@")[0] in ACCURACY]
    if main:
        _table(of, main, _("Accuracy of each run"))
    else:
        st.info(_("No accuracy can be told: there are no test interactions. Exposure of items is compared below."))
    rest = [row for row in known if row not in main]
    with st.container(horizontal=True):
        with st.popover(comparisons.TERMS["difference"].name):
            term = comparisons.TERMS["difference"]
            st.markdown(f"{term.definition} {term.caveat}")
            st.code(term.formula, language=None, wrap_lines=True)
        with st.popover(_("What these metrics measure")):
            for key in dict.fromkeys(row.metric for row in known):
                term = metrics.term(key)
                st.markdown(f"**{metrics.label(key)}**: {term.definition} :gray[{term.caveat}]")
        if rest:
            with st.popover(_("Numbers of the whole system")):
                _table(of, rest, _("Numbers of the whole system"))
                st.caption(_("Popularity has an interval over users; the others describe the whole and have none."))


def _table(of: Compared, rows: Sequence[OverallRow], alt: str) -> None:
    lines = [
        {
            _("Metric and run"): f"**{metrics.label(row.metric)}**  \n{of.mark(place)}{_count(row)}",
            _("Value [95% interval]"): value(row.values[place]),
            _("Difference [95% interval]"): _moved(row, place),
        }
        for row in rows
        for place in range(len(of.runs))
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=alt)


def _count(row: OverallRow) -> str:
    return "" if row.n is None else f" :gray[{whole(f'· n {numbers.count(row.n)}')}]"


def _moved(row: OverallRow, place: int) -> str:
    if place == 0:
        return f":gray[{_('baseline')}]"
    moved = row.changes[place - 1]
    return f"{change(moved)}  \n:gray[{side(moved)}]"
