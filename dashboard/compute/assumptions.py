"""Diagnoses that are kept, and what a run or a set-up leans on."""

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.compute.opened import or_none, workspace
from engine.config import RunConfig
from engine.contracts import Run
from engine.workspace import Workspace
from engine.workspace.judgements import judgements

if TYPE_CHECKING:  # it needs torch, which costs seconds and is loaded in the background
    from engine.diagnostics import Diagnosis
    from engine.diagnostics.graph import Graph
    from engine.diagnostics.stated import Stated
    from engine.pipeline.assumptions import Setup


def diagnosis(dataset_id: str, run: Run | None = None) -> "Diagnosis | None":
    """The kept diagnosis with a run's settings, else with the default ones; cached once there is one."""
    return or_none(_diagnosis, dataset_id, "" if run is None else run.id)


def stated(run: Run) -> "tuple[Stated, ...]":
    """What a run leans on, with the answers as they are at this moment: another tab may have given some."""
    told = judgements(workspace(), run.id)
    return import_module("engine.diagnostics.stated").state(run, told, diagnosis(run.dataset_id, run))  # type: ignore[no-any-return]


def told(run: Run) -> Counter[str]:
    """How often each answer was given to an assumption of a run; those that nobody has looked at are not counted."""
    return Counter(judgement.answer for judgement in judgements(workspace(), run.id).values())


def judge(run_id: str, code: str, answer: str | None, note: str | None) -> None:
    """Keep an answer to an assumption, or a note on it; None leaves what was there."""
    import_module("engine.diagnostics.stated").judge_assumption(workspace(), run_id, code, answer, note)


def causal_graph(run_id: str) -> "Graph":
    """The causal graph of a run; cached."""
    return _causal_graph(str(workspace().root), run_id)


def setup(dataset_id: str) -> "Setup":
    """What the default set-up of a dataset leans on; cached."""
    return _setup(str(workspace().root), dataset_id)


@st.cache_data(max_entries=32, show_spinner=False)
def _diagnosis(root: str, dataset_id: str, run_id: str) -> "Diagnosis":
    space, diagnoses = Workspace(Path(root)), import_module("engine.diagnostics.kept")
    settings = diagnoses.settings(space.run(run_id)) if run_id else RunConfig()
    found = diagnoses.kept_diagnosis(space, dataset_id, settings)
    if found is None:
        raise LookupError(dataset_id)
    return found  # type: ignore[no-any-return]


@st.cache_data(max_entries=64, show_spinner=False)
def _causal_graph(root: str, run_id: str) -> "Graph":
    return import_module("engine.diagnostics.stated").causal_graph(Workspace(Path(root)), run_id)  # type: ignore[no-any-return]


@st.cache_data(max_entries=64, show_spinner=False)
def _setup(root: str, dataset_id: str) -> "Setup":
    return import_module("engine.pipeline.assumptions").setup(Workspace(Path(root)), dataset_id)  # type: ignore[no-any-return]
