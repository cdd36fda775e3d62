"""How good a run is beside simple scorers, and whether its correction helped."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import findings
from dashboard.components.text import plain
from engine.charts import numbers
from engine.contracts import Finding, Run
from engine.report.judged import judged, trained
from engine.words import _
from engine.words import judged as words


def worse(run: Run) -> None:
    """Nobody is to miss that a correction made it worse; nothing is drawn where none did."""
    for found in trained(run):
        if (found["code"], found["severity"]) == ("correction.worse", "flag"):
            st.error(f"**◆** {plain(found['text'], 600)}")


def in_short(run: Run) -> None:
    """The same in a few words, for a card."""
    if any((found["code"], found["severity"]) == ("correction.worse", "flag") for found in trained(run)):
        findings.line("flag", _(words.WORSE))


def _cell(row: dict[str, Any], column: str) -> str:
    return numbers.plus_minus(row["values"][column], row["within"].get(column))


def apart(run: Run) -> tuple[Finding, ...]:
    """What is not said beside the table: flagged findings of training, and all of a run without that table."""
    return tuple(found for found in run.findings if found.severity == "flag" or not run.beside)


def show(run: Run) -> None:
    """The table, what training found of its correction, and notes."""
    if "model" not in run.config:
        return
    st.subheader(_(words.TITLE))
    found = judged(run)
    if found is None:
        st.caption(_(words.OLD))
        return
    lines = [
        {
            _("Number"): row["name"],
            **{column["name"]: _cell(row, column["key"]) for column in found["columns"]},
        }
        for row in found["rows"]
    ]
    st.caption(_("Estimand: {name}.").format(name=_(found["estimand"])))
    if lines:
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_(words.TITLE))
    for said in trained(run):
        if said["severity"] != "flag":
            findings.line(said["severity"], said["text"])
    for note in found["notes"]:
        if note["severity"] == "caution":
            findings.line("caution", note["text"])
        else:
            st.caption(note["text"])
    with st.popover(_("What these numbers are")):
        for row in found["rows"]:
            st.markdown(f"**{row['name']}**: {row['definition']}")
