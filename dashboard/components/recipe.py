"""What the upload is called and what its feedback means: all of it may stay empty."""

import streamlit as st

from dashboard import session
from engine.words import _


def choose() -> tuple[list[str], str]:
    """Fields in one row; the options of the command line that they stand for, and what is wrong with them."""
    wide, first, second, third = st.columns((2, 1, 1, 1), vertical_alignment="bottom")
    title = wide.text_input(_("Name of the dataset"), max_chars=80, key=session.NAME)
    tip = _("Ratings outside these two are faults of the log and are rejected. Left empty, every number is taken.")
    with first:
        low = _number(_("Lowest feedback"), session.LOWEST, _("any"), tip)
    with second:
        high = _number(_("Highest feedback"), session.HIGHEST, _("any"), tip)
    with third:
        tip = _("For ratings, for example 4 of 5. Left empty, every interaction counts; of clicks those that are 1.")
        positive = _number(_("A positive from"), session.RELEVANCE, _("all"), tip)
    options = ["--name", title] if title.strip() else []
    options += [f"--relevance={positive:.12g}"] if positive is not None else []
    if (low is None) != (high is None):
        return options, _("Give both the lowest and the highest feedback, or neither.")
    return options + ([f"--range={low:.12g},{high:.12g}"] if low is not None else []), ""


def _number(label: str, key: str, nothing: str, tip: str) -> float | None:
    return st.number_input(label, value=None, step=1.0, format="%g", key=key, placeholder=nothing, help=tip)
