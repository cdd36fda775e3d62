"""The declared comparisons with their verdicts: the first thing that an audit says."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.charts import numbers
from engine.contracts import AuditRow, AuditTable
from engine.words import _, attributes, metrics, verdicts

COLORS = {"within": "blue", "outside": "orange", "inconclusive": "yellow"}
ORDER = ("outside", "inconclusive", "within", "refused", "suppressed")


def badge(verdict: str | None) -> str:
    """Sign, name and colour of a verdict, as Markdown."""
    return f":{COLORS.get(verdict or '', 'gray')}[**{verdicts.badge(verdict)}**]"


def counts(table: AuditTable) -> None:
    """How often each verdict was given, on one line."""
    found = [(key, sum(row.verdict == key for row in table.rows)) for key in ORDER]
    st.markdown(" &emsp; ".join(f"{badge(key)} {n}" for key, n in found if n) or _("No verdicts"))


def declared(table: AuditTable) -> list[AuditRow]:
    """The rows that got a verdict."""
    return [row for row in table.rows if row.verdict is not None and not row.is_reference]


def show(rows: Sequence[AuditRow]) -> None:
    """One line a comparison; a table that a screen reader can read."""
    if not rows:
        st.info(_("This audit declared no comparison, or none could be made. That is not a pass."))
        return
    lines = [
        {
            _("Comparison"): comparison(r.attribute, r.group, r.reference, _measured(r)),
            _("Verdict"): verdict(r),
            _("Gap [simultaneous interval]"): gap(r),
        }
        for r in rows
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Declared comparisons with verdicts"))


def explain() -> None:
    """What the five verdicts mean, one click away."""
    with st.popover(_("What the verdicts mean")):
        for key, term in verdicts.TERMS.items():
            sign = badge(key) if key in verdicts.SYMBOLS and key != "none" else f"**{term.name}**"
            st.markdown(f"{sign}: {term.definition} :gray[{term.caveat}]")
        st.markdown(_("**Detectable**: the gap that this sample would have flagged with 80% power."))


def comparison(attribute: str, group: str, reference: str, below: str) -> str:
    """A group against its reference, with a line of small print below: three columns fit a telephone."""
    named = f"**{plain(attributes.name(attribute))}: {plain(attributes.group(group, attribute))}**"
    against = f" {_('against')} {plain(attributes.group(reference, attribute))}" if reference else ""
    return f"{named}{against}  \n:gray[{below}]"


def _measured(row: AuditRow) -> str:
    parts = [metrics.label(row.metric, dict(row.parameters)), f"n {numbers.count(row.n)}"]
    if row.scale != "index":
        parts.append(_("detectable {gap}").format(gap=numbers.gap(row.detectable, row.scale)))
    return " · ".join(parts)


def gap(row: AuditRow) -> str:
    """A gap with its interval, where it has them; an index has its own value, and what chance alone gives."""
    if row.scale == "index":
        return _index(row)
    return interval(row.gap, row.gap_low, row.gap_high, row.scale)


def interval(value: float | None, low: float | None, high: float | None, scale: str) -> str:
    """A gap and its interval, which is not broken over two lines."""
    bounds = "" if low is None or high is None else whole(plain(numbers.interval(low, high, scale)))
    return f"{numbers.gap(value, scale)} {bounds}".strip()


def _index(row: AuditRow) -> str:
    bounds = "" if row.low is None else whole(plain(numbers.value_interval(row.low, row.high)))
    chance = "" if row.chance is None else f"  \n:gray[{_('by chance up to {value:.3f}').format(value=row.chance)}]"
    return f"{numbers.number(row.value)} {bounds}".strip() + chance


def whole(text: str) -> str:
    """Text that stays on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def verdict(row: AuditRow) -> str:
    """The verdict, with its reason where it has one."""
    return whole(badge(row.verdict)) + (f" :gray[{plain(verdicts.reason(row.reason))}]" if row.reason else "")
