"""Ended jobs, a line each; and the ways from a job to what it has made."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard import jobs, session
from dashboard.components import chooser, job_panel, made
from dashboard.components.text import plain
from engine.jobs import Job, Kind, Status
from engine.words import _

SHOWN = 30
Way = tuple[str, str, dict[str, str]]
"""A page, what its link says, and the address of what is to be seen there."""


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


def unreadable(found: Sequence[str]) -> None:
    """Jobs whose record is damaged: said, and offered to be taken away."""
    st.caption(
        _(
            "The records of these jobs are damaged or of another version. What they had made is kept where it is:"
            " remove them from the list, and start again what is missing."
        )
    )
    for name in found:
        left, right = st.columns((5, 1), vertical_alignment="center")
        left.markdown(plain(name))
        right.button(_("Remove"), key=f"remove_{name}", on_click=jobs.remove, args=(name,))


def results(job: Job, status: Status) -> None:
    """Links to the dataset or the run that a finished job has made; a sentence where its record names none."""
    if status.state != "done" or job.kind not in WAYS:
        return
    ways = WAYS[job.kind](job, status)
    if not ways:
        st.caption(made.lost())
        return
    with st.container(horizontal=True):
        for page, label, address in ways:
            st.page_link(page, label=label, query_params=address)


def _dataset(_job: Job, status: Status) -> list[Way]:
    found = made.named(status, "dataset")
    return [("views/data.py", _("Open the dataset →"), {session.DATASET: found})] if found else []


def _audit(_job: Job, status: Status) -> list[Way]:
    found = made.named(status, "run_id")
    return [("views/audit.py", _("Open the audit →"), {session.RUN: found})] if found else []


def _run(job: Job, status: Status) -> list[Way]:
    audit = _audit(job, status)
    others = (("views/compare.py", _("Compare →")), ("views/explain.py", _("Explain →")))
    return audit + [(page, label, audit[0][2]) for page, label in others if audit]


def _explanation(_job: Job, status: Status) -> list[Way]:
    found, user = made.named(status, "run_id"), made.named(status, "user")
    link = {session.RUN: found} | ({session.USER: user} if user else {})
    return [("views/explain.py", _("Open the explanation →"), link)] if found else []


def _comparison(_job: Job, status: Status) -> list[Way]:
    base, *others = made.several(status, "runs") or [""]
    link = {session.BASELINE: base, session.OTHERS: ",".join(others)}
    return [("views/compare.py", _("Open the comparison →"), link)] if others else []


def _diagnosis(job: Job, _status: Status) -> list[Way]:
    return [("views/diagnose.py", _("Open the diagnosis →"), {session.DATASET: job.dataset})] if job.dataset else []


def _probe(_job: Job, status: Status) -> list[Way]:
    found = made.named(status, "run_id")
    link = {session.RUN: found, session.LOOK: "leakage"}
    return [("views/audit.py", _("Open the probe →"), link)] if found else []


WAYS: dict[Kind, Callable[[Job, Status], list[Way]]] = {
    "import": _dataset,
    "sample": _dataset,
    "run": _run,
    "audit": _audit,
    "explain": _explanation,
    "compare": _comparison,
    "diagnose": _diagnosis,
    "probe": _probe,
}
"""Where what each kind of job has made can be seen; reports are files, and lead nowhere."""
