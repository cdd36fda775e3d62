"""A comparison that is kept, or the job that makes it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import compute, jobs
from dashboard.components import cohort, job_panel
from engine.audit import RunComparison, guide
from engine.config import AuditConfig, Cohort
from engine.contracts import Run
from engine.report import summary
from engine.words import _

HEIGHTS = (240, 420, 420)
"""About those of the tables and figures to come, in pixels."""


def made(runs: Sequence[Run]) -> RunComparison | None:
    """The comparison of these runs, the baseline first, with the cohort of the sidebar; None while it is made.

    The job is shown instead then.
    """
    chosen = cohort.chosen(runs[0].dataset_id)
    found = compute.comparison([run.id for run in runs], chosen)
    if found is None:
        _wait(runs, chosen)
    return found


def _wait(runs: Sequence[Run], chosen: Cohort | None) -> None:
    about = _("{baseline} against {others}").format(
        baseline=_named(runs[0]), others=", ".join(_named(run) for run in runs[1:])
    )
    asked = [run.id for run in runs]
    if chosen is not None:
        about = f"{about} · {chosen.name}"
        for one in guide.assignments(AuditConfig(cohorts=(chosen,))):
            asked += ["--set", one]
    job, status = jobs.find(jobs.ensure("compare", "compare", *asked, dataset=runs[0].dataset_id, about=about).id)
    job_panel.show(job, status)
    if status.live:
        for height in HEIGHTS:
            st.skeleton(height)


def _named(run: Run) -> str:
    return f"{summary(run.config)} · {run.id[:6]}"
