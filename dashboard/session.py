"""The only place that names session and URL keys. It keeps ids and choices, never tables or models."""

from collections.abc import Sequence
from zlib import crc32

import streamlit as st

# Kept in the URL too: a link restores the view.
DATASET = "dataset"
RUN = "run"
AUDIT = "audit"
BEFORE = "before"
ATTRIBUTE = "attribute"
METRIC = "metric"

# This session only.
NAME = "upload_name"
LOWEST = "upload_lowest"
HIGHEST = "upload_highest"
RELEVANCE = "upload_relevance"
CUTOFF = "recommendations_cutoff"
MODEL = "run_model"
NOTICE = "notice"
ROUND = "upload_round"


def uploader(role: str) -> str:
    """The key of an uploader in its present round; a new round starts with empty ones."""
    return f"upload_{role}_{st.session_state.get(ROUND, 0)}"


def column(role: str, name: str, names: Sequence[str]) -> str:
    """The key of the chooser that maps a column; a file with another header starts with new guesses."""
    return f"map_{role}_{name}_{crc32(','.join(names).encode()):x}"


def next_round() -> None:
    """Let go of the uploaded bytes: the uploaders get new keys on the next run."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def notice(text: str) -> None:
    """Keep a message for the next run of the page."""
    st.session_state[NOTICE] = text


def take_notice() -> str:
    """The kept message, once."""
    return str(st.session_state.pop(NOTICE, ""))


def choose(key: str, value: str | None) -> None:
    """Set a chooser before it is drawn."""
    st.session_state[key] = value


def has(key: str) -> bool:
    """Whether a chooser has a value in this session."""
    return key in st.session_state


def forget(key: str, options: list[str]) -> None:
    """Drop a choice that is no longer among the options; to have chosen nothing is a choice and stays."""
    if st.session_state.get(key) is not None and st.session_state[key] not in options:
        del st.session_state[key]
