"""Train a recommender on the dataset and audit it: one button, one process."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import notices
from engine.words import _, mark

MODELS = {
    "mf": mark("Matrix factorisation"),
    "popularity": mark("Popularity (a baseline without taste)"),
}


def form(dataset_id: str) -> None:
    """Choose a model, train, and go to its audit."""
    left, right = st.columns((2, 1), vertical_alignment="bottom")
    model = left.selectbox(_("Recommender"), list(MODELS), format_func=lambda key: _(MODELS[key]), key=session.MODEL)
    if right.button(_("Train and audit"), type="primary", key="train", width="stretch"):
        with st.spinner(_("Training and auditing; this takes from seconds to some minutes …")):
            outcome = compute.command("run", dataset_id, "--set", f"model.kind={model}")
        finish(outcome)


def finish(outcome: compute.Outcome) -> None:
    """Show the error, or open the audit of the run."""
    if outcome.error:
        notices.failed(outcome.error)
        return
    run_id = str(outcome.answer["run_id"])
    st.switch_page("views/audit.py", query_params={session.RUN: run_id})
