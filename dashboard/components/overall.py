"""Numbers of the whole system, alone or beside those of another run."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import definitions, findings, verdict_table
from engine.charts import numbers
from engine.contracts import AuditTable, Run
from engine.report.compare import compare
from engine.words import _, metrics


def cards(table: AuditTable) -> None:
    """A card for each headline, its definition behind the question mark; the others by kind, one click away."""
    known = [key for key in metrics.ordered(table.overall) if table.overall[key] is not None]
    first = metrics.headlines(known)
    _row_of_cards(table, first)
    others = metrics.by_kind(key for key in known if key not in first)
    if others:
        with st.expander(_("More numbers of the whole system")):
            for name, keys in others:
                st.markdown(f"**{name}**")
                _row_of_cards(table, keys)
    unknown = [metrics.label(key) for key in metrics.ordered(table.overall) if key not in known]
    if unknown:
        st.caption(_("Undefined for this system: {names}.").format(names=", ".join(unknown)))


def _row_of_cards(table: AuditTable, keys: Sequence[str]) -> None:
    """Three cards a row."""
    for start in range(0, len(keys), 3):
        for place, key in zip(st.columns(3), keys[start : start + 3], strict=False):
            place.metric(metrics.label(key), numbers.number(table.overall[key]), border=True, help=definitions.tip(key))


def side_by_side(before: tuple[Run, AuditTable], after: tuple[Run, AuditTable]) -> None:
    """Gaps and overall numbers before and after, described and not tested."""
    found = compare(*before, *after)
    described, *cautions = found["notes"]
    for text in cautions:
        findings.line("caution", text)
    gaps = [
        {
            _("Comparison"): _comparison(gap),
            _("Before"): _gap(gap["before"]),
            _("After"): _gap(gap["after"]),
        }
        for gap in found["gaps"]
    ]
    whole = [
        {
            _("Metric"): metrics.label(line["metric"]),
            _("Before"): numbers.number(line["before"]),
            _("After"): numbers.number(line["after"]),
            _("Change"): numbers.NOTHING if line["change"] is None else f"{line['change']:+.3g}",
        }
        for line in found["overall"]
    ]
    st.table(pd.DataFrame(gaps), border="horizontal", hide_index=True, alt=_("Gaps before and after"))
    st.table(pd.DataFrame(whole), border="horizontal", hide_index=True, alt=_("Overall numbers before and after"))
    st.caption(described)


def _comparison(gap: dict[str, Any]) -> str:
    measured = metrics.label(gap["metric"], gap["parameters"])
    return verdict_table.comparison(gap["attribute"], gap["group"], gap["reference"], measured)


def _gap(side: dict[str, Any] | None) -> str:
    if side is None:
        return numbers.NOTHING
    sign = verdict_table.whole(verdict_table.badge(side["verdict"]))
    if side["gap"] is None:
        return sign
    return f"{verdict_table.interval(side['gap'], side['gap_low'], side['gap_high'], side['scale'])}  \n{sign}"
