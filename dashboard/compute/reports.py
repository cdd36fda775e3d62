"""Comparisons that are kept, and reports of audits as data and as a page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.compute.audits import Pair
from dashboard.compute.opened import or_none, workspace
from engine.audit import RunComparison, kept
from engine.config import AuditConfig, Cohort
from engine.report import gather
from engine.report import page as report_page
from engine.workspace import Workspace

Sections = tuple[str, ...] | None


def comparison(run_ids: Sequence[str], cohort: Cohort | None = None) -> RunComparison | None:
    """The kept comparison of runs, the baseline first; cached while their audits stay the same. Computes nothing.

    `cohort`: a cohort that it compares besides the groups of the dataset.
    """
    stamp = gather.stamp(workspace(), [(run_id, "") for run_id in run_ids])
    return or_none(_comparison, tuple(run_ids), cohort, stamp)


def report(*pairs: Pair, sections: Sections = None) -> dict[str, Any]:
    """The report of (run id, audit id) pairs, the baseline first, as data; anew where anything kept has changed."""
    return _report(str(workspace().root), pairs, sections, gather.stamp(workspace(), pairs))


def page(*pairs: Pair, sections: Sections = None) -> bytes:
    """The same report as one HTML file."""
    return _page(str(workspace().root), pairs, sections, gather.stamp(workspace(), pairs))


@st.cache_data(max_entries=32, show_spinner=False)
def _comparison(root: str, run_ids: tuple[str, ...], cohort: Cohort | None, stamp: tuple[int, ...]) -> RunComparison:
    space = Workspace(Path(root))
    config = None if cohort is None else AuditConfig(cohorts=(cohort,))
    found = kept.kept_comparison(space, [space.run(run_id) for run_id in run_ids], config)
    if found is None:
        raise LookupError(run_ids)
    return found


@st.cache_data(max_entries=16, show_spinner=False)
def _report(root: str, pairs: Sequence[Pair], sections: Sections, stamp: tuple[int, ...]) -> dict[str, Any]:
    return gather.assembled_by_id(Workspace(Path(root)), pairs, sections)


@st.cache_data(max_entries=4, show_spinner=False)
def _page(root: str, pairs: Sequence[Pair], sections: Sections, stamp: tuple[int, ...]) -> bytes:
    table = gather.together_by_id(Workspace(Path(root)), pairs)[-1][1]
    return report_page(_report(root, pairs, sections, stamp), table).encode()
