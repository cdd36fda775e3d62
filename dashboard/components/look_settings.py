"""Another list length and another tolerance than the audit's: exploratory, and never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, figures, verdict_table
from dashboard.components.group_chooser import Chosen
from dashboard.components.text import plain
from engine.audit.withheld import hidden_in
from engine.charts import numbers
from engine.contracts import AuditRow, AuditTable, Run
from engine.metrics import ITEM_METRICS, USER_METRICS
from engine.statistics.verdicts import verdict
from engine.words import _, attributes, mark, metrics

LENGTHS = (1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 75, 100)
TOLERANCES = ("0.95", "0.9", "0.85", "0.8", "0.75", "0.7", "0.6", "0.5")
"""Lower ends of the band; the upper end is one over it, so that neither side is favoured."""
WOULD = {
    "within": mark("would be inside"),
    "outside": mark("would be beyond"),
    "inconclusive": mark("would leave it open"),
}


@dataclass(frozen=True, slots=True)
class Ends:
    """An interval that is read again."""

    low: float
    high: float


def show(run: Run, table: AuditTable, chosen: Chosen) -> None:
    """Two sliders above the chosen rows at these settings."""
    st.markdown(
        _(
            "**Exploratory.** Settings that are chosen after looking confirm nothing: with enough of them something"
            " always looks striking. To hold a system to one of them, declare it first and audit then."
        )
    )
    st.page_link("views/plan.py", label=_("Declare it: plan an audit →"), query_params={session.RUN: run.id})
    if chosen.kind not in (*USER_METRICS, *ITEM_METRICS):
        st.caption(_("This number speaks of all groups at once. Choose a metric that each group has for itself."))
        return
    left, right = st.columns(2)
    with left:
        k = _length(run, table, chosen)
    with right:
        tolerance = _tolerance(chosen)
    rows = _rows(table, chosen, k)
    if tolerance is not None:
        rows = [replace(row, tolerance=tolerance) if row.scale == "ratio" else row for row in rows]
    figures.gaps([replace(row, verdict=None) for row in rows], "look_gaps")
    _show(rows)


def _length(run: Run, table: AuditTable, chosen: Chosen) -> int | None:
    """The list length, where the metric has one."""
    own = dict(chosen.rows[0].parameters).get("k")
    if own is None or dict(chosen.rows[0].parameters).get("decision") == "threshold":
        st.caption(_("This metric does not depend on a list length."))
        return None
    longest = int(run.config["evaluation"].get("k_max", table.config.get("k") or own))
    options = sorted({int(own), *(length for length in LENGTHS if length <= longest)})
    return int(chooser.slide(_("List length k"), [str(one) for one in options], session.K, str, str(own)))


def _tolerance(chosen: Chosen) -> tuple[float, float] | None:
    """The band, where the scale is that of ratios."""
    row = chosen.rows[-1]
    if row.scale != "ratio":
        st.caption(_("This gap is a difference: its tolerance is declared with it, and has no slider."))
        return None
    own = f"{row.tolerance[0]:g}"
    options = sorted({own, *TOLERANCES}, key=float, reverse=True)
    low = chooser.slide(_("Tolerance"), options, session.TOLERANCE, _band, own)
    return row.tolerance if low == own else (float(low), 1 / float(low))


def _band(low: str) -> str:
    return _("{low} to {high}").format(low=low, high=f"{1 / float(low):.3g}")


def _rows(table: AuditTable, chosen: Chosen, k: int | None) -> list[AuditRow]:
    """The rows at hand where nothing changes, else those at the other length, without what this table hides."""
    if k is None or k == dict(chosen.rows[0].parameters).get("k"):
        return list(chosen.rows)
    found = compute.explored(table, chosen.kind, chosen.attribute, k, chosen.cohort)
    hidden = hidden_in(table.rows).get(chosen.attribute, frozenset())
    return [row for row in found if row.group not in hidden]


def _show(rows: Sequence[AuditRow]) -> None:
    if not rows:
        st.caption(_("Nothing can be shown at these settings."))
        return
    first = rows[0]
    lines = [
        {
            _("Group"): f"**{plain(attributes.group(row.group, row.attribute))}**  \n:gray[n {numbers.count(row.n)}]",
            metrics.label(first.metric, dict(first.parameters)): numbers.number(row.value),
            _("Gap [interval], and how it reads"): _("reference") if row.is_reference else _read(row),
        }
        for row in rows
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The groups at these settings"))
    note = _(
        "“Would be” is how the interval lies to this band: inside, beyond, or across an edge. It is no verdict."
        " Intervals of declared comparisons hold together; all others, and those at another k, hold alone."
    )
    st.caption(note)


def _read(row: AuditRow) -> str:
    if row.reason or row.gap_low is None or row.gap_high is None:
        return verdict_table.verdict(replace(row, verdict=None))
    would = _(WOULD[verdict(Ends(row.gap_low, row.gap_high), row.tolerance)])
    return f"{verdict_table.gap(row)}  \n:gray[{would}]"
