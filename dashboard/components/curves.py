"""How training went: the curves of a run, and the ways to take them away."""

import streamlit as st

from dashboard import compute
from dashboard.components import figures
from engine.contracts import Run
from engine.words import _


def show(run: Run) -> None:
    """Loss and validation by epoch, folded in; nothing where nothing was trained here."""
    loss, validation = compute.history(run)
    if not loss:
        return
    with st.expander(_("How training went")):
        st.caption(_("It stops when validation no longer improves, and keeps the best epoch."))
        figures.training(loss, validation, f"training_{run.id}")
        with st.container(horizontal=True):
            st.download_button(
                _("Curves (CSV)"),
                lambda: compute.curves(run.id),
                file_name=f"curves-{run.id[:8]}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"curves_csv_{run.id}",
            )
            st.download_button(
                _("Curves (TensorBoard)"),
                lambda: compute.events(run.id),
                file_name=f"events.out.tfevents.{run.id}",
                mime="application/octet-stream",
                on_click="ignore",
                key=f"curves_events_{run.id}",
                help=_("An event file: put it into a folder and open that with TensorBoard."),
            )
