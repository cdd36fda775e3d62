"""The report to take away; it is built when it is asked for."""

import streamlit as st

from dashboard import compute
from engine.words import _


def show(*pairs: tuple[str, str]) -> None:
    """HTML (one file that needs no network) and JSON, of one run or of two side by side."""
    name = f"equipoise-{pairs[-1][0][:8]}"
    with st.container(horizontal=True):
        st.download_button(
            _("Report (HTML)"),
            lambda: compute.page(*pairs),
            file_name=f"{name}.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
            key="report_html",
        )
        st.download_button(
            _("Report (JSON)"),
            lambda: compute.document(*pairs),
            file_name=f"{name}.json",
            mime="application/json",
            on_click="ignore",
            key="report_json",
        )
