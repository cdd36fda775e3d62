"""The definition of a number, one click away from it."""

from collections.abc import Sequence

import streamlit as st

from engine.contracts import AuditRow
from engine.words import _, metrics


def show(key: str, label: str) -> None:
    """A popover with what the metric measures, its formula and its caveat."""
    with st.popover(_("What {metric} measures").format(metric=label)):
        term = metrics.term(key)
        st.markdown(f"**{label}**: {term.definition}")
        st.code(term.formula, language=None, wrap_lines=True)
        st.markdown(term.caveat)


def each(rows: Sequence[AuditRow]) -> None:
    """A popover for each metric that occurs, in order of appearance."""
    for key, label in dict.fromkeys((row.metric, metrics.label(row.metric, dict(row.parameters))) for row in rows):
        show(key, label)


def tip(key: str) -> str:
    """Definition and caveat in one text, for a metric card's help."""
    term = metrics.term(key)
    return f"{term.definition} {term.caveat}"
