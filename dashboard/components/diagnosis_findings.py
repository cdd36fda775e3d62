"""Findings of a diagnosis: those of the log, and those of each propensity by its name."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import findings
from engine.contracts import Finding
from engine.words import _
from engine.words.combinations import PROPENSITIES
from engine.words.findings import by_severity, say


def show(found: Sequence[Finding], kind: str) -> None:
    """Each finding as a sentence, flags first: of the log, of the propensity shown, and which could not be had.

    None at all is said not to be a pass.
    """
    st.header(_("Findings"))
    shown = [f for f in found if f.facts.get("propensity") in (None, kind) or f.code == "support.unfit"]
    if not shown:
        st.caption(_("No finding was raised. That is not a pass: read the parts above."))
    for finding in by_severity(shown):
        propensity = finding.facts.get("propensity")
        of = f"{PROPENSITIES[propensity].name}: " if propensity else ""
        findings.line(finding.severity, of + say(finding))
