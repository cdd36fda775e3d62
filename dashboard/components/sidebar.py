"""The sidebar: the name, the workspace, and what stays here."""

from pathlib import Path

import streamlit as st

from dashboard import compute
from dashboard.components.text import plain
from engine.words import _


def show(folder: Path) -> None:
    """The logo of `folder` above the pages; below them the workspace, with what is unreadable in it."""
    mode = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(folder / f"logo_{mode}.png"), size="large", icon_image=str(folder / "icon.png"))
    with st.sidebar:
        st.caption(_("Workspace: {path}").format(path=plain(compute.workspace().root, 200)))
        if stale := compute.stale():
            text = _("Left out, since this version can't read it: {ids}. Make it again, or delete its folder.")
            st.warning(text.format(ids=", ".join(f"`{name}`" for name in stale)))
        st.caption(_("Everything is computed where this app runs; nothing is sent elsewhere."))
