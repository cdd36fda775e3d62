"""An explanation that is kept, or the job that makes it."""

import streamlit as st

from dashboard import compute, jobs
from dashboard.components import job_panel
from engine.contracts import Run
from engine.explain import Explanation
from engine.report import summary
from engine.words import _

HEIGHT = 420
"""About that of the figure to come, in pixels."""


def made(run: Run, user: str | None = None) -> Explanation | None:
    """The explanation of a run or of a user's list; None while it is made, and the job is shown instead."""
    found = compute.explanation(run.id, user)
    if found is None:
        _wait(run, user)
    return found


def _wait(run: Run, user: str | None) -> None:
    about = f"{summary(run.config)} · {run.id[:8]}"
    named: tuple[str, ...] = ()
    if user is not None:
        about = _("user {user} · {about}").format(user=user, about=about)
        named = (f"--user={user}",)  # one word: an id may begin with a dash
    job, status = jobs.find(jobs.ensure("explain", "explain", run.id, *named, dataset=run.dataset_id, about=about).id)
    job_panel.show(job, status)
    if status.live:
        st.skeleton(HEIGHT)
