"""The groups of a dataset, counted."""

from pathlib import Path

import streamlit as st

from dashboard.compute.opened import workspace
from engine.audit import GroupSize, group_sizes
from engine.audit.groups import ungroupable
from engine.workspace import Workspace

MOST_COUNTED = 2_000_000
"""Users and items whose groups a page counts in its own thread, once a dataset: half a second a million."""


def sizes(dataset_id: str) -> tuple[GroupSize, ...]:
    """The group sizes of a dataset; cached."""
    return _sizes(str(workspace().root), dataset_id)


def ungrouped(dataset_id: str) -> dict[str, str]:
    """Attributes that make no groups, each with the sentence that says why; cached."""
    return _ungrouped(str(workspace().root), dataset_id)


@st.cache_data(max_entries=32, show_spinner=False)
def _sizes(root: str, dataset_id: str) -> tuple[GroupSize, ...]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return tuple(group_sizes(dataset))


@st.cache_data(max_entries=32, show_spinner=False)
def _ungrouped(root: str, dataset_id: str) -> dict[str, str]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return ungroupable(dataset)
