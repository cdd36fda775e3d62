"""What the workspace takes, and what it keeps beside a dataset's tables."""

import io
from pathlib import Path

import streamlit as st

from dashboard.compute.opened import workspace
from engine.words import _
from engine.words.imports import reason
from engine.workspace import Workspace
from engine.workspace.rejects import write_csv
from engine.workspace.space import Usage
from engine.workspace.space import usage as usage_of

FRESH_SECONDS = 30
"""For so long the sizes are not asked for again: every file of the workspace is looked at."""


def usage() -> Usage:
    """What each part of the workspace takes, what is free, and the quota; at most half a minute old."""
    return _usage(str(workspace().root))


def rejects(dataset_id: str) -> bytes:
    """All rejected records of a dataset as CSV that a spreadsheet can open; empty where nothing was rejected."""
    file = workspace().rejects(dataset_id)
    if file is None:
        return b""
    out = io.StringIO(newline="")
    write_csv(file, out, (_("file"), _("name"), _("line"), _("column"), _("reason"), _("text")), reason)
    return out.getvalue().encode("utf-8-sig")


@st.cache_data(ttl=FRESH_SECONDS, max_entries=8, show_spinner=False)
def _usage(root: str) -> Usage:
    return usage_of(Workspace(Path(root)))
