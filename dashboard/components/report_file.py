"""The report itself: what the file holds, its preview, and the downloads."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from dashboard import compute
from dashboard.components import downloads, findings, verdict_table
from dashboard.components.text import plain
from dashboard.compute import Pair
from engine.charts import numbers
from engine.words import _, plural, reports

MEGABYTES = 5
"""About what the library weighs that draws the figures: nearly all of a file."""
HEIGHT = 720
"""Pixels of the preview; the report scrolls inside."""


def show(pairs: Sequence[Pair], sections: tuple[str, ...] | None) -> None:
    """What is in the file, the buttons, and the preview on request."""
    data = compute.report(*pairs, sections=sections)
    _holds(data)
    downloads.show(*pairs, sections=sections)
    st.caption(
        _(
            "HTML: one file of about {size} MB, which carries the library that draws its figures and opens without any"
            " network. JSON: all numbers and texts of it, for programs. CSV: every row of these audits, whatever the"
            " sections."
        ).format(size=MEGABYTES)
    )
    _preview(tuple(pairs), sections)


def _holds(data: Mapping[str, Any]) -> None:
    """Verdicts, doubts, sections and the digest: what the reader of the file will find."""
    counted = [(key, n) for key, n in data["audit"]["counts"].items() if n]
    st.markdown(" &emsp; ".join(f"{verdict_table.badge(key)} {n}" for key, n in counted) or _("No verdicts"))
    if data["doubts"]:
        findings.line("caution", data["doubts"])
    names = ", ".join(reports.section(key) for key in data["sections"]["shown"]) or _("no section that can be chosen")
    runs = plural("{n} run", "{n} runs", len(data["runs"]))
    rows = numbers.count(len(data["audit"]["rows"]))
    text = _("**In the file:** {runs}; {rows} rows of the audit that it is about; {names}.")
    st.markdown(text.format(runs=runs, rows=rows, names=names))
    for said in (*data["sections"]["absent"], data["sections"]["left_out"]):
        if said:
            st.caption(said)
    text = _("Digest of the report: `{digest}`. Equal content gives the same digest on any machine.")
    st.caption(text.format(digest=plain(data["report"])))


@st.fragment
def _preview(pairs: tuple[Pair, ...], sections: tuple[str, ...] | None) -> None:
    """The file as a reader will see it, sent once on request: it is too heavy for every change of a choice."""
    if not st.button(_("Show the preview"), key="preview"):
        return
    with st.spinner(_("Writing the report …")):
        html = compute.page(*pairs, sections=sections).decode()
    st.iframe(_sealed(html), height=HEIGHT, alt=_("Preview of the report"))


def _sealed(html: str) -> str:
    """The file in a frame with an origin of its own: whatever it holds, it can't reach this app."""
    style = "position:fixed;inset:0;width:100%;height:100%;border:0"
    title = escape(_("Preview of the report"))
    return f'<iframe sandbox="allow-scripts" style="{style}" title="{title}" srcdoc="{escape(html)}"></iframe>'
