"""What can be done to a dataset: another name, or its end with everything that was made from it."""

import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components import chooser, notices
from dashboard.components.text import plain
from engine.errors import InputError
from engine.words import _, plural
from engine.workspace import DatasetRecord

LONGEST = 80


def show(record: DatasetRecord) -> None:
    """Rename and delete, folded: both are rare."""
    with st.expander(_("Rename or delete this dataset"), key="care"):
        _rename(record)
        st.divider()
        _delete(record)


def _rename(record: DatasetRecord) -> None:
    key = session.cared("name", record.id)
    session.begin_with(key, record.schema.name)
    name = st.text_input(_("New name"), key=key, max_chars=LONGEST).strip()
    if st.button(_("Rename"), key=f"rename_{record.id}", disabled=not name or name == record.schema.name):
        try:
            compute.workspace().rename_dataset(record.id, name)
        except InputError as error:
            notices.failed(str(error))
            return
        session.notice(_("It is called “{name}” from now on.").format(name=plain(name)))
        st.rerun()


def _delete(record: DatasetRecord) -> None:
    """Whoever deletes types the name first, and is told what goes with it."""
    runs = sum(run.dataset_id == record.id for run in compute.runs())
    st.markdown(_told(record, runs))
    name = record.schema.name or record.id
    key = session.cared("gone", record.id)
    typed = st.text_input(_("Type its name to delete it: {name}").format(name=plain(name)), key=key).strip()
    label = plural("Delete it and {n} run", "Delete it and {n} runs", runs) if runs else _("Delete it")
    if st.button(label, key=f"delete_{record.id}", disabled=typed != name.strip()):
        try:
            jobs.delete_dataset(record.id)
        except InputError as error:
            notices.failed(str(error))
            return
        chooser.drop(session.DATASET)
        session.forget(session.DATASET, [])
        session.notice(_("“{name}” is deleted, and what was made from it.").format(name=plain(name)))
        st.rerun()


def _told(record: DatasetRecord, runs: int) -> str:
    n = plural("{n} run", "{n} runs", runs)
    text = _(
        "Deleting takes away the data and everything that was made from it: {n} with their audits, explanations and"
        " comparisons, saved cohorts, rejected records. Reports that were downloaded stay where they are."
    )
    return text.format(n=n)
