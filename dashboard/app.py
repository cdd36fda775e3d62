"""The entry point: page config, sidebar, the pages."""

from pathlib import Path

import streamlit as st

from dashboard.components import chooser, notices, sidebar
from engine.words import _

HERE = Path(__file__).parent

st.set_page_config(
    page_title="Equipoise", page_icon=str(HERE / "icon.png"), layout="wide"
)  # a local icon: nothing is fetched
page = st.navigation(
    (
        st.Page("views/home.py", title=_("Home"), default=True),
        st.Page("views/data.py", title=_("Data")),
        st.Page("views/audit.py", title=_("Audit")),
    )
)
if notices.guard(lambda: sidebar.show(HERE)):  # the workspace can be opened
    notices.guard(lambda: chooser.draw(page.run))
