"""Explanations of runs that are kept, and whom one can be asked for."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.compute.opened import or_none, workspace
from engine.errors import InputError
from engine.workspace import Workspace

if TYPE_CHECKING:  # it needs torch, which costs seconds and is loaded in the background
    from engine.explain import Explanation
    from engine.explain.examples import Example


def explanation(run_id: str, user: str | None = None) -> "Explanation | None":
    """The kept explanation of a run, or of one user's list; cached once there is one. Computes nothing."""
    return or_none(_explanation, run_id, user)


def explainable(run_id: str, user: str | None = None) -> tuple[str | None, str]:
    """The id that a user has in the dataset, and why the run, or this user of it, can't be explained. Cached.

    The reason is empty where it can. Where ids are pseudonyms, what is typed goes no further than this.
    """
    return _explainable(str(workspace().root), run_id, user)


def examples(run_id: str) -> "tuple[Example, ...]":
    """A handful of users of a run to look at first; cached."""
    return _examples(str(workspace().root), run_id)


@st.cache_data(max_entries=64, show_spinner=False)
def _explanation(root: str, run_id: str, user: str | None) -> "Explanation":
    found = import_module("engine.pipeline.explanations").kept_explanation(Workspace(Path(root)), run_id, user)
    if found is None:
        raise LookupError(run_id)
    return found  # type: ignore[no-any-return]


@st.cache_data(max_entries=256, show_spinner=False)
def _explainable(root: str, run_id: str, user: str | None) -> tuple[str | None, str]:
    try:
        return import_module("engine.pipeline.explanations").check_question(Workspace(Path(root)), run_id, user), ""
    except InputError as error:
        return None, str(error)


@st.cache_data(max_entries=32, show_spinner=False)
def _examples(root: str, run_id: str) -> "tuple[Example, ...]":
    space = Workspace(Path(root))
    run = space.run(run_id)
    with space.dataset(run.dataset_id) as dataset:
        return import_module("engine.explain.examples").examples(dataset, run)  # type: ignore[no-any-return]
