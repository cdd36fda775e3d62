"""Who gained and who lost against the baseline, by group, for one run after the other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import figures
from dashboard.components.compared import Compared, change
from dashboard.components.text import plain
from engine.audit.comparison import GainRow, GroupRow
from engine.charts import gains, numbers
from engine.report import paired
from engine.words import _, attributes, comparisons, metrics, verdicts

DRAWN = 14
"""Bars that are drawn at once; the table one click away has every group."""


def show(of: Compared, data: Mapping[str, Any], chosen: Sequence[GroupRow]) -> None:
    """A tab a run. Groups are those of the chosen attribute where it is one of users, else of all attributes."""
    term, found = comparisons.TERMS["gains"], of.found.gains
    if not found:
        st.info(_("Nobody has a value in both runs, so nobody can be said to have gained or lost."))
        return
    counted = dict.fromkeys(row.metric for row in found)
    metric = next((row.metric for row in chosen if row.metric in counted), next(iter(counted)))
    shown = _("{metric}: {definition}").format(
        metric=metrics.label(f"{metric}@{of.found.k}"), definition=term.definition
    )
    st.caption(f"{shown} {term.caveat}")
    attribute = next((row.attribute for row in chosen if row.side == "user"), None)
    tabs = st.tabs([plain(name, 60) for name in of.names[1:]])
    for tab, run in zip(tabs, of.runs[1:], strict=True):
        with tab:
            _one(of, data, run.id, metric, attribute)


def _one(of: Compared, data: Mapping[str, Any], run: str, metric: str, attribute: str | None) -> None:
    asked = [row for row in data["gains"] if attribute is None or row["attribute"] in ("", attribute)]
    bars = paired.gains({"gains": asked}, run, metric)
    figures.draw(gains.gains(bars[:DRAWN], figures.theme()), gains.describe(bars[:DRAWN]), f"gains_{run}")
    if len(bars) > DRAWN:
        st.caption(_("The first {shown} of {n} groups are drawn.").format(shown=DRAWN, n=len(bars)))
    own = [row for row in of.found.gains if (row.run, row.metric) == (run, metric)]
    _table([row for row in own if attribute is None or row.attribute in ("", attribute)][:DRAWN])
    rest = [row for row in own if attribute is not None and row.attribute not in ("", attribute)]
    if rest or len(bars) > DRAWN:
        with st.expander(_("Every group of every attribute")):
            _table(own)


def _table(rows: Sequence[GainRow]) -> None:
    directions = " / ".join(map(comparisons.direction, comparisons.DIRECTIONS))
    lines = [
        {
            _("Group"): f"{_name(row)}  \n:gray[n {numbers.count(row.n)}]",
            directions: " / ".join(_share(part) for part in (row.rose, row.fell, row.stayed)),
            _("Mean change [95% interval]"): _mean(row),
        }
        for row in rows
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Who gained and who lost, by group"))


def _name(row: GainRow) -> str:
    if not row.attribute:
        return f"**{_('All users')}**"
    return f"**{plain(attributes.group(row.group))}** :gray[{plain(attributes.name(row.attribute))}]"


def _share(share: float | None) -> str:
    return numbers.NOTHING if share is None else f"{share:.0%}"


def _mean(row: GainRow) -> str:
    reason = f"  \n:gray[{plain(verdicts.reason(row.reason))}]" if row.reason else ""
    return (change(row.mean) if row.n is not None else numbers.NOTHING) + reason
