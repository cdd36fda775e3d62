"""The workspace of this server: what it takes, what is free, what can't be read, by name."""

import streamlit as st

from dashboard import compute
from dashboard.components import findings, notices
from dashboard.components.text import plain
from engine.words import _
from engine.words.workspace import PARTS, size

CARD = 168


def show() -> None:
    """Three numbers, the parts, and what is damaged or stale."""
    with st.expander(_("The workspace: what it takes, what is free"), key="workspace"):
        notices.guard(_room)
        _left_out()


def _room() -> None:
    found = compute.usage()
    quota = _("none") if found.quota is None else size(found.quota)
    with st.container(horizontal=True):
        st.metric(_("Taken"), size(found.total), border=True, width=CARD)
        st.metric(_("Free on the disk"), size(found.free), border=True, width=CARD)
        st.metric(_("Quota"), quota, border=True, width=CARD, help=_("Whoever runs the server sets it."))
    parts = [f"{_(PARTS[name])}: {size(n)}" for name, n in found.parts.items() if n]
    st.caption(plain(" · ".join(parts), 400))


def _left_out() -> None:
    stale = compute.stale()
    if not stale:
        st.caption(_("Every dataset and run here can be read."))
        return
    text = _("Can't be read, being damaged or of another version: {ids}.")
    findings.line("caution", text.format(ids=", ".join(stale)))
    st.caption(_("Whoever runs the server can say what is wrong with each: `equipoise workspace verify`."))
