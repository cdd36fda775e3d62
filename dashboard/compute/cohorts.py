"""The saved cohorts of a dataset: read as they are at this moment, since another tab may have saved one."""

from pathlib import Path

import streamlit as st

from dashboard.compute.opened import workspace
from engine.audit.lattice import lattice_of
from engine.audit.saved import CohortSize, keep_cohort, size_of
from engine.config import Cohort
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace import cohorts as saved


def cohorts(dataset_id: str) -> tuple[Cohort, ...]:
    """The saved cohorts of a dataset."""
    return saved.cohorts(workspace(), dataset_id)


def cohort_size(dataset_id: str, cohort: Cohort) -> CohortSize | str:
    """How large a cohort is, or the sentence why it can't be made; cached. For up to `MOST_COUNTED` users."""
    return _cohort_size(str(workspace().root), dataset_id, cohort)


def lattice(dataset_id: str) -> tuple[str, ...]:
    """The attributes of users whose intersections are protected; cached. To be asked below `MOST_COUNTED`."""
    return _lattice(str(workspace().root), dataset_id)


def save_cohort(dataset_id: str, cohort: Cohort) -> None:
    """Keep a cohort of a dataset.

    Raises:
        InputError: as `engine.audit.saved.keep_cohort`.
    """
    keep_cohort(workspace(), dataset_id, cohort)


def drop_cohort(dataset_id: str, name: str) -> None:
    """Forget a cohort.

    Raises:
        InputError: `cohort.unknown`.
    """
    saved.drop_cohort(workspace(), dataset_id, name)


@st.cache_data(max_entries=128, show_spinner=False)
def _cohort_size(root: str, dataset_id: str, cohort: Cohort) -> CohortSize | str:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        try:
            return size_of(dataset, cohort)
        except InputError as error:
            return str(error)


@st.cache_data(max_entries=32, show_spinner=False)
def _lattice(root: str, dataset_id: str) -> tuple[str, ...]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return lattice_of(dataset)
