"""Findings of a diagnosis: those of the log, and those of each propensity by its name."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import findings
from engine.contracts import Finding
from engine.words import _
from engine.words.combinations import PROPENSITIES
from engine.words.findings import by_severity, say


def show(found: Sequence[Finding]) -> None:
    """Each finding as a sentence, flags first; none at all is said not to be a pass."""
    st.header(_("Findings"))
    if not found:
        st.caption(_("No finding was raised. That is not a pass: read the parts above."))
    for finding in by_severity(found):
        propensity = finding.facts.get("propensity")
        of = f"{PROPENSITIES[propensity].name}: " if propensity else ""
        findings.line(finding.severity, of + say(finding))
