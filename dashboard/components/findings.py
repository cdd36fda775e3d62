"""Findings in words."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components.text import plain
from engine.contracts import Finding
from engine.words import _, findings, plural

COLORS = {"flag": "orange", "caution": "yellow"}


def show(found: Sequence[Finding]) -> None:
    """Each finding as a sentence with its severity; none at all is said not to be a pass."""
    if not found:
        st.caption(_("No finding was raised. That is not a pass: read the verdicts and what they don't cover."))
    ordered = findings.by_severity(found)
    first = [finding for finding in ordered if finding.severity == "flag"] or ordered[:3]
    for finding in first:
        line(finding.severity, findings.say(finding))
    rest = ordered[len(first) :]
    if rest:
        with st.expander(plural("{n} more finding", "{n} more findings", len(rest))):
            for finding in rest:
                line(finding.severity, findings.say(finding))


def line(severity: str, text: str) -> None:
    """A sentence with its severity as sign, name and colour."""
    color = COLORS.get(severity, "gray")
    st.markdown(f":{color}[**{findings.severity(severity)}**] {plain(text, 600)}")
