"""A job that brings data has ended: its dataset is shown, and its draft is thrown away."""

from datetime import datetime

import streamlit as st

from dashboard import drafts, session
from dashboard.components import chooser, made
from dashboard.components.text import plain
from engine.jobs import Job, Status
from engine.words import _


def done(job: Job, status: Status) -> None:
    """An import or a sample is done: its dataset is chosen; the uploaded files are deleted."""
    dataset = made.named(status, "dataset")
    if not dataset:
        made.say_lost()
        return
    drafts.throw_away(drafts.of(job))
    chooser.drop(session.DRAFT)
    session.notice(_said(job, status))
    session.forget(session.DATASET, [])
    st.switch_page("views/data.py", query_params={session.DATASET: dataset})


def _said(job: Job, status: Status) -> str:
    """What has happened: equal bytes, mapping and settings are the dataset that was there before, under its name."""
    if _made_before(made.named(status, "created"), job):
        text = _("The same files were imported before, with the same settings, as “{name}”: here it is.")
        return text.format(name=plain(made.named(status, "name")))
    if job.kind == "sample":
        return _("The sample is here. Below: its ledger and group sizes; then train and audit.")
    return _("Imported. Below: what became of each record, then the group sizes.")


def _made_before(created: str, job: Job) -> bool:
    """Whether a dataset is older than the job; a time that can't be read says nothing."""
    try:
        return datetime.fromisoformat(created).timestamp() < int(job.created)
    except ValueError:
        return False
