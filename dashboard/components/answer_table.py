"""One verdict a declared comparison over all its groups: the summary that stands before every single gap."""

import pandas as pd
import streamlit as st

from dashboard.components import verdict_table
from dashboard.components.text import plain
from engine.charts.theme import shorten
from engine.contracts import Answer, AuditRow, AuditTable
from engine.words import _, answers


def show(table: AuditTable) -> None:
    """The answers, and how their intervals came to hold together; nothing where the audit has none."""
    if not table.answers:
        return
    lines = [_line(answer, _row(table, answer)) for answer in table.answers]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("One verdict a declared comparison"))
    level = answers.level(table.method, float(table.config.get("level", 0.05)))
    if level:
        st.caption(plain(level, 400))


def declared(table: AuditTable) -> str:
    """What an audit declares in a few words: the first comparison, how many more, and its list length."""
    names = [answers.title(answer, {}) for answer in table.answers]
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{shorten(names[0], 40)}{more} · k {table.config.get('k')}" if names else f"k {table.config.get('k')}"


def _line(answer: Answer, row: AuditRow | None) -> dict[str, str]:
    parameters = dict(row.parameters) if row else {}
    return {
        _("Question"): f"**{plain(answers.title(answer, parameters))}**",
        _("Verdict"): verdict_table.whole(verdict_table.badge(answer.verdict)),
        _("What stands out"): plain(answers.said(answer, row.scale if row else "ratio"), 300) + _chance(row),
    }


def _row(table: AuditTable, answer: Answer) -> AuditRow | None:
    """The row that the answer is about; where it names none, any row of the question."""
    own = [row for row in table.rows if (row.metric, row.attribute) == (answer.metric, answer.attribute)]
    return next((row for row in own if row.group == answer.group), own[0] if own else None)


def _chance(row: AuditRow | None) -> str:
    if row is None or row.chance is None:
        return ""
    return f" :gray[{plain(_('With shuffled labels, up to {chance:.3f}.').format(chance=row.chance))}]"
