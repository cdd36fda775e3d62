"""From a plan to its audit: the job, the command that does the same, and the way to the result."""

import shlex
from collections.abc import Sequence

import streamlit as st

from dashboard import jobs, session
from dashboard.components import chooser, job_panel, made
from dashboard.components.text import plain
from engine.audit import guide
from engine.config import AuditConfig
from engine.contracts import Run
from engine.errors import InputError
from engine.jobs import Job, Status
from engine.report import summary
from engine.words import _, plural


def watch_usual() -> None:
    """The job of the usual audit, where the address names one."""
    if not _planned():
        job_panel.asked(("audit",), _done)


def watch_plan() -> None:
    """The job of a plan, or what became of it."""
    if _planned():
        job_panel.asked(("audit",), _done)


def buttons(run: Run, config: AuditConfig, gaps: int) -> None:
    """Audit with this plan."""
    assignments = guide.assignments(config)
    if st.button(_("Audit with this"), type="primary", key="plan_audit", disabled=not gaps):
        _start(run, assignments)
    with st.expander(_("The same on the command line"), key="plan_command"):
        st.code(command(run.id, assignments), language=None, wrap_lines=True)


def usual(run: Run) -> None:
    """One click to the default."""
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.markdown(
        _(
            "**In a hurry?** The usual audit asks whether any group of users gets less useful lists and any group of"
            " items less exposure than the largest one, by more than a fifth."
        )
    )
    if right.button(_("Usual audit"), key="plan_usual", width="stretch"):
        _start(run, ())


def warn(run: Run) -> None:
    """Somebody may have looked already: then a declaration comes late."""
    count = plural("This run has {n} audit already", "This run has {n} audits already", len(run.audits))
    text = _(
        "{count}. A family that is declared after looking at results is exploratory, whatever it says: choose what you"
        " would have asked without them, or confirm it on a run with other data."
    )
    st.warning(text.format(count=count))


def command(run_id: str, assignments: Sequence[str]) -> str:
    """What to type for the same audit."""
    return shlex.join(["equipoise", "audit", run_id, *(part for one in assignments for part in ("--set", one))])


def _start(run: Run, assignments: Sequence[str]) -> None:
    """Start the audit, or find the one under way."""
    settings = [part for one in assignments for part in ("--set", one)]
    about = _("plan for {run}").format(run=summary(run.config))
    job = jobs.ensure("audit", "audit", run.id, *settings, dataset=run.dataset_id, about=about)
    chooser.go(session.JOB, job.id)
    st.rerun()


def _planned() -> bool:
    """Whether the job of the address has a family of its own: it is watched where that is shown."""
    try:
        return "--set" in jobs.find(chooser.asked(session.JOB) or "")[0].arguments
    except InputError:
        return False


def _done(job: Job, status: Status) -> None:
    """The audit is there; the link to it stays in the address with the job."""
    session.show(session.JOB, job.id)
    run_id, audit_id = made.named(status, "run_id"), made.named(status, "audit")
    if not run_id or not audit_id:
        made.say_lost()
        return
    with st.container(border=True, key="planned"):
        st.markdown(_("● The audit is there: `{audit}`.").format(audit=plain(audit_id)))
        link = {session.RUN: run_id, session.AUDIT: audit_id}
        st.page_link("views/audit.py", label=_("Open the audit →"), query_params=link)
