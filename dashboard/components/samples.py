"""One click to a sample dataset, fetched and imported by the command line."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import notices
from engine.data.samples import SAMPLES
from engine.words import _, mark

TITLES = {"planted": mark("Sample world"), "movielens-100k": mark("MovieLens-100K")}


def offer() -> None:
    """A card for each sample: what it is, its terms, and the button."""
    for column, (key, sample) in zip(st.columns(len(SAMPLES)), SAMPLES.items(), strict=True):
        with column.container(border=True):
            st.markdown(f"**{_(TITLES.get(key, key))}**")
            st.caption(sample.terms)
            load(key)


def load(key: str) -> None:
    """Load one sample; the page is drawn again with it."""
    label = _("Load {name}").format(name=_(TITLES.get(key, key)))
    if st.button(label, type="primary" if key == "planted" else "secondary", key=f"sample_{key}"):
        with st.spinner(_("Fetching and importing …")):
            outcome = compute.command("data", "sample", key)
        if outcome.error:
            notices.failed(outcome.error)
            return
        session.notice(_("The sample is here. Below: its ledger and group sizes; then train and audit."))
        session.forget(session.DATASET, [])
        st.switch_page("views/data.py", query_params={session.DATASET: str(outcome.answer["dataset"])})
