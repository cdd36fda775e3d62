"""Ended jobs, a line each; and the ways from a job to what it has made."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard import jobs, session
from dashboard.components import chooser, job_panel
from engine.jobs import Job, Status
from engine.words import _

SHOWN = 30


def ended(found: Sequence[tuple[Job, Status]]) -> None:
    """The newest ended jobs: what, when, how long, how it ended, and the way to more."""
    for job, status in found[:SHOWN]:
        with st.container(border=True):
            left, right = st.columns((5, 1), vertical_alignment="center")
            took = jobs.took(status)
            when = f"{datetime.fromtimestamp(job.created, UTC):%Y-%m-%d %H:%M} UTC"
            left.markdown(
                f"{job_panel.title(job)} &ensp; {job_panel.badge(status)}  \n"
                f":gray[{' · '.join(part for part in (when, took) if part)}]"
            )
            right.button(_("Details"), key=f"details_{job.id}", on_click=chooser.go, args=(session.JOB, job.id))
            results(job, status)
    if len(found) > SHOWN:
        st.caption(_("The newest {shown} of {n} are shown.").format(shown=SHOWN, n=len(found)))


def results(job: Job, status: Status) -> None:
    """Links to the dataset or the run that a finished job has made."""
    made = status.result or {}
    if status.state != "done":
        return
    if job.kind in ("import", "sample"):
        link = {session.DATASET: str(made["dataset"])}
        st.page_link("views/data.py", label=_("Open the dataset →"), query_params=link)
    elif job.kind in ("run", "audit"):
        link = {session.RUN: str(made["run_id"])}
        with st.container(horizontal=True):
            st.page_link("views/audit.py", label=_("Open the audit →"), query_params=link)
            if job.kind == "run":
                st.page_link("views/compare.py", label=_("Compare →"), query_params=link)
                st.page_link("views/explain.py", label=_("Explain →"), query_params=link)
    elif job.kind == "explain":
        link = {session.RUN: str(made["run_id"])} | ({session.USER: str(made["user"])} if made["user"] else {})
        st.page_link("views/explain.py", label=_("Open the explanation →"), query_params=link)
    elif job.kind == "compare":
        base, *others = map(str, made["runs"])
        link = {session.BASELINE: base, session.OTHERS: ",".join(others)}
        st.page_link("views/compare.py", label=_("Open the comparison →"), query_params=link)
    elif job.kind == "diagnose":
        link = {session.DATASET: job.dataset}
        st.page_link("views/diagnose.py", label=_("Open the diagnosis →"), query_params=link)
