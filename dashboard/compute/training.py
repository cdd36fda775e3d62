"""What a run can be made of, what runs took, and how one was trained."""

from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.compute.opened import runs, workspace
from engine.contracts import Run, Schema
from engine.jobs import cost
from engine.jobs.cost import Past
from engine.report import curves as exports
from engine.report.searched import searched
from engine.workspace import Workspace

if TYPE_CHECKING:  # it needs torch, which costs seconds and is loaded in the background
    from engine.pipeline.offer import Offer


def history(run: Run) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Loss and validation score as (epoch, value); empty for what was not trained here, and for a damaged file."""
    return exports.points(run)


def curves(run_id: str) -> bytes:
    """The curves of a run as CSV."""
    return exports.curves_csv(exports.history(workspace().run(run_id)))


def events(run_id: str) -> bytes:
    """The curves of a run as an event file for TensorBoard."""
    return exports.event_file(workspace().run(run_id))[1]


def offer(schema: Schema) -> "Offer":
    """What a run on a log can be made of; cached for all logs of its kind. The first call waits for torch."""
    kind = (schema.feedback_kind, schema.feedback_range, schema.n_randomized > 0, schema.interaction_columns)
    return _offer(kind, schema)


def search(run: Run) -> dict[str, Any] | None:
    """The kept search that chose a run's settings; None where nobody searched."""
    return searched(workspace(), run)


def warm() -> None:
    """Load torch in the background, once for the server: seconds that no page has to wait for."""
    _warm()


def past() -> "list[Past]":
    """What the finished runs took; cached by their ids."""
    found = runs()
    return _past(str(workspace().root), tuple(run.id for run in found))


@st.cache_resource(max_entries=16, show_spinner=False)
def _offer(kind: tuple[object, ...], _schema: Schema) -> "Offer":
    return import_module("engine.pipeline.offer").offer(_schema)  # type: ignore[no-any-return]


@st.cache_resource(show_spinner=False)
def _warm() -> Thread:
    thread = Thread(target=import_module, args=("engine.pipeline.offer",), daemon=True)
    thread.start()
    return thread


@st.cache_data(max_entries=8, show_spinner=False)
def _past(root: str, run_ids: tuple[str, ...]) -> list[Past]:
    space = Workspace(Path(root))
    return cost.past(filter(exports.readable, map(space.run, run_ids)), space.datasets())
