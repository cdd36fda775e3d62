"""The definition of a number, one click away from it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.components.text import plain
from engine.contracts import AuditRow
from engine.words import _, metric_parameters, metrics


def show(key: str, label: str, parameters: Mapping[str, object] | None = None) -> None:
    """A popover with what the metric measures, its formula with a worked example, its settings and its caveat."""
    with st.popover(_("What {metric} measures").format(metric=label)):
        term = metrics.term(key)
        st.markdown(f"**{label}**: {term.definition}")
        if term.formula:
            st.code(term.formula, language=None, wrap_lines=True)
        if term.example:
            st.markdown(f"{_('For example')}: {plain(term.example, 400)}")
        if said := metric_parameters.said(parameters or {}):
            st.markdown(f":gray[{_('Here')}: {plain(said, 300)}]")
        st.markdown(term.caveat)


def each(rows: Sequence[AuditRow]) -> None:
    """A popover for each metric that occurs, in order of appearance."""
    found = {(row.metric, metrics.label(row.metric, dict(row.parameters))): dict(row.parameters) for row in rows}
    for (key, label), parameters in found.items():
        show(key, label, parameters)


def tip(key: str) -> str:
    """Definition, formula, example and caveat in one text, for a metric card's help."""
    term = metrics.term(key)
    formula = f"\n\n`{term.formula}`" if term.formula else ""
    example = f"\n\n{_('For example')}: {plain(term.example, 400)}" if term.example else ""
    return f"{term.definition} {term.caveat}{formula}{example}"
