"""One click to a sample dataset, fetched and imported by the command line."""

import streamlit as st

from dashboard import jobs, session
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
    """Load one sample: a job, followed on the Data page."""
    title = _(TITLES.get(key, key))
    label = _("Load {name}").format(name=title)
    if st.button(label, type="primary" if key == "planted" else "secondary", key=f"sample_{key}"):
        job = jobs.ensure("sample", "data", "sample", key, about=title)
        st.switch_page("views/data.py", query_params={session.JOB: job.id})
