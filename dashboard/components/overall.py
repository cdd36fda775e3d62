"""Numbers of the whole system, alone or beside those of another run."""

import pandas as pd
import streamlit as st

from dashboard.components import definitions
from dashboard.components.text import plain
from dashboard.components.verdict_table import badge
from engine.charts import numbers
from engine.contracts import AuditTable, Run
from engine.report.compare import compare
from engine.words import _, attributes, metrics


def cards(table: AuditTable) -> None:
    """A card a number, its definition behind the question mark."""
    known = [key for key in metrics.ordered(table.overall) if table.overall[key] is not None]
    for start in range(0, len(known), 3):
        for place, key in zip(st.columns(3), known[start : start + 3], strict=False):
            place.metric(metrics.label(key), numbers.number(table.overall[key]), border=True, help=definitions.tip(key))
    unknown = [metrics.label(key) for key in metrics.ordered(table.overall) if key not in known]
    if unknown:
        st.caption(_("Undefined for this system: {names}.").format(names=", ".join(unknown)))


def side_by_side(before: tuple[Run, AuditTable], after: tuple[Run, AuditTable]) -> None:
    """Gaps and overall numbers before and after, described and not tested."""
    found = compare(*before, *after)
    gaps = [
        {
            _("Group"): f"**{plain(attributes.name(gap['attribute']))}: {plain(attributes.group(gap['group']))}**"
            f" {_('against')} {plain(attributes.group(gap['reference']))}",
            _("Metric"): metrics.label(gap["metric"], gap["parameters"]),
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
    st.caption(_("Each interval holds for its own run. Changes are described, not tested: one training seed each."))


def _gap(side: dict[str, object] | None) -> str:
    if side is None:
        return numbers.NOTHING
    if side["gap"] is None:
        return badge(str(side["verdict"]))
    scale = str(side["scale"])
    interval = plain(numbers.interval(side["gap_low"], side["gap_high"], scale))  # type: ignore[arg-type]
    return f"{numbers.gap(side['gap'], scale)} {interval} {badge(str(side['verdict']))}"  # type: ignore[arg-type]
