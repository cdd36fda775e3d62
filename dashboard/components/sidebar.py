"""The sidebar: the name, what runs; below the page's cohort the workspace, and what stays here."""

from pathlib import Path

import streamlit as st

from dashboard import compute, jobs
from dashboard.components.text import plain
from engine.words import _, plural

POLL_SECONDS = 3.0


def show(folder: Path) -> None:
    """The logo of `folder` above the pages; below them live jobs."""
    mode = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(folder / f"logo_{mode}.png"), size="large", icon_image=str(folder / "icon.png"))
    with st.sidebar:
        if jobs.live():
            _live()


def below() -> None:
    """The workspace, what is unreadable there, and that nothing leaves it."""
    with st.sidebar:
        st.caption(_("Workspace: {path}").format(path=plain(compute.workspace().root, 200)))
        if stale := compute.stale():
            text = _("Left out, since this version can't read it: {ids}. Make it again, or delete its folder.")
            st.warning(text.format(ids=", ".join(f"`{name}`" for name in stale)))
        st.caption(_("Everything is computed where this app runs; nothing is sent elsewhere."))


@st.fragment(run_every=POLL_SECONDS)
def _live() -> None:
    """How many jobs wait and work; looked at again while there are some."""
    count = jobs.live()
    label = plural("{n} job at work →", "{n} jobs at work →", count) if count else _("All jobs have ended →")
    st.page_link("views/jobs.py", label=label)
