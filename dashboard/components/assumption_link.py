"""One line that leads from a run's numbers to what they lean on."""

import streamlit as st

from dashboard import compute, session
from engine.contracts import Run
from engine.words import _


def show(run: Run) -> None:
    """How many assumptions are doubted and hold, so far as somebody has said."""
    told = compute.told(run)
    text = _("Assumptions these numbers lean on: nobody has judged them yet →")
    if told["doubted"] or told["holds"]:
        text = _("Assumptions these numbers lean on: {doubted} doubted, {holds} held to be true →")
    label = text.format(doubted=told["doubted"], holds=told["holds"])
    st.page_link("views/assumptions.py", label=label, query_params={session.RUN: run.id})
