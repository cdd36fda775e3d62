"""One job: how it stands while it lives, what became of it, and what can be done about it."""

from collections.abc import Callable

import streamlit as st

from dashboard import drafts, jobs, session
from dashboard.components import chooser, figures, notices
from dashboard.components.text import plain
from engine.errors import InputError
from engine.jobs import Job, Kind, Status
from engine.words import _
from engine.words import jobs as words

POLL_SECONDS = 1.0
COLORS = {"running": "blue", "queued": "gray", "done": "blue", "cancelled": "gray"}
PLAIN = ("queued", "running", "done", "cancelled")
"""States that say enough without a reason."""


def asked(kinds: tuple[Kind, ...], done: Callable[[Job, Status], None]) -> bool:
    """The job that the address names, where it is of these kinds: `done` is called once it is done.

    Returns whether it waits or works.
    """
    job_id = chooser.asked(session.JOB)
    if not job_id:
        return False
    try:
        job, status = jobs.find(job_id)
    except InputError as error:
        notices.failed(str(error))
        return False
    if job.kind not in kinds:
        return False
    if status.state == "done":
        done(job, status)
        return False
    if status.state == "failed":  # said once: the next choice on the form is another question
        chooser.drop(session.JOB)
    else:
        session.show(session.JOB, job_id)
    show(job, status)
    return status.live


def show(job: Job, status: Status) -> None:
    """A live job with its progress, looked at again each second; an ended one with what to do next."""
    with st.container(border=True, key=f"job_{job.id}"):
        if status.live:
            _live(job.id)
        else:
            _ended(job, status)


def badge(status: Status) -> str:
    """Sign, name and colour of a state, with its reason in two or three words, as Markdown."""
    reason = "" if status.state in PLAIN else words.reason(status.reason)
    return f":{COLORS.get(status.state, 'orange')}[**{words.state(status.state)}**{reason and f' · {reason}'}]"


def title(job: Job) -> str:
    """What a job does and what it is about, as Markdown."""
    return f"**{words.kind(job.kind)}**" + (f" · {plain(job.about)}" if job.about else "")


@st.fragment(run_every=POLL_SECONDS)
def _live(job_id: str) -> None:
    job, status = jobs.find(job_id)
    if not status.live:
        st.rerun(scope="app")  # the page draws what became of it, and nobody polls any more
    left, right = st.columns((4, 1), vertical_alignment="center")
    left.markdown(f"{title(job)} &ensp; {badge(status)}")
    if right.button(_("Cancel"), key=f"cancel_{job_id}", width="stretch"):
        jobs.cancel(job_id)
        st.rerun(scope="app")
    st.progress(min(1.0, status.share), text=jobs.standing(job, status))
    if (since := jobs.silent_since(status)) is not None:
        st.warning(words.silence(since))
    _notes(status)
    curves(job, status)


def _ended(job: Job, status: Status) -> None:
    took = jobs.took(status)
    st.markdown(f"{title(job)} &ensp; {badge(status)}" + (f" &ensp; :gray[{took}]" if took else ""))
    if status.state == "failed":
        notices.failed(drafts.in_own_names(job, status.message))
    elif status.state != "done":
        st.caption(words.ending(status.state, status.reason))
    _notes(status)
    if status.state == "interrupted" and (lines := jobs.last_lines(job.id)):
        st.caption(_("The last lines that it printed:"))
        st.code(lines, language=None, wrap_lines=True)
    _again(job, status)
    curves(job, status)


def _notes(status: Status) -> None:
    for note in status.notes:
        if note in words.NOTES:
            st.caption(_(words.NOTES[note]))


def _again(job: Job, status: Status) -> None:
    """The button that fits how it ended; none where the same command would end the same way."""
    if status.reason == "nan":
        st.page_link("views/train.py", label=_("Train with other settings →"))
    elif jobs.resumable(job, status):
        trained = job.kind == "run" and bool(status.loss) and status.reason not in ("", "input", "error")
        if trained:
            st.caption(_(words.RESUMES))
        if st.button(words.again(status.state, trained), key=f"resume_{job.id}"):
            jobs.resume(job.id)
            st.rerun()


def curves(job: Job, status: Status) -> None:
    """Loss and validation so far; nothing where nothing is trained."""
    if status.loss:
        figures.training(status.loss, status.valid, f"curves_{job.id}")
