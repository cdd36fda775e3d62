"""One click to a sample dataset, fetched and imported by the command line."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import notices
from engine.data.samples import SAMPLES
from engine.words import _, mark

TITLES = {"planted": mark("Load the sample world"), "movielens-100k": mark("Load MovieLens-100K")}


def offer() -> None:
    """A card for each sample: what it is, its terms, and the button."""
    for column, (key, sample) in zip(st.columns(len(SAMPLES)), SAMPLES.items(), strict=True):
        with column.container(border=True):
            st.markdown(f"**{_(TITLES.get(key, key))}**")
            st.caption(sample.terms)
            load(key)


def load(key: str) -> None:
    """Load one sample; the page is drawn again with it."""
    if st.button(_(TITLES.get(key, key)), type="primary" if key == "planted" else "secondary", key=f"sample_{key}"):
        with st.spinner(_("Fetching and importing …")):
            outcome = compute.command("data", "sample", key)
        if outcome.error:
            notices.failed(outcome.error)
            return
        session.choose(session.DATASET, str(outcome.answer["dataset"]))
        session.notice(_("The sample is here. Its ledger and group sizes are on the Data page."))
        st.rerun()
