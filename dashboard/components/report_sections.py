"""What goes into a report: a checkbox a section; for one that was never made, the way to make it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.components import chooser
from engine.contracts import Run
from engine.report import SECTIONS
from engine.words import _, mark, reports

WAYS: dict[str, tuple[str, str]] = {
    "diagnosis": (mark("This log was not diagnosed yet: diagnose it →"), "views/diagnose.py"),
    "assumptions": (mark("See the assumptions →"), "views/assumptions.py"),
    "explanation": (mark("The model was not explained yet: explain it →"), "views/explain.py"),
}
"""For each section that may be missing, the words and the page that makes it."""


def choose(run: Run, data: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The chosen sections, None where none is left out. `data`: the report with all that there is."""
    there = data["sections"]["shown"]
    st.caption(
        _(
            "Always there: what it is about, the verdicts, the whole system, the data, definitions, method and limits,"
            " and the manifest. A report says what was left out, and what was never made."
        )
    )

    def draw(key: str, field: str) -> bool:
        if key in there:
            return st.checkbox(_label(key), key=field)
        st.checkbox(_label(key), value=False, disabled=True, key=f"{field}_absent")
        _way(key, run)
        return True  # not left out on request: the report says that it is absent

    out = chooser.switches(list(SECTIONS), session.WITHOUT, draw)
    return tuple(key for key in SECTIONS if key not in out) if out else None


def _label(key: str) -> str:
    return f"**{reports.section(key)}** &ensp; :gray[{_(reports.CONTENTS[key])}]"


def _way(key: str, run: Run) -> None:
    """Why it is not there and what can be done about it."""
    if key == "comparison":
        st.caption(_("For a comparison, choose a run to stand beside this one."))
    elif key == "explanation" and "model" not in run.config:
        st.caption(reports.absent("no_model"))
    elif key not in WAYS:
        st.caption(reports.absent(key, run.id))
    else:
        label, page = WAYS[key]
        link = {session.DATASET: run.dataset_id} if key == "diagnosis" else {session.RUN: run.id}
        st.page_link(page, label=_(label), query_params=link)
