"""A diagnosis that is not there yet: made by a job, which is watched."""

import streamlit as st

from dashboard import jobs
from dashboard.components import job_panel
from engine.words import _
from engine.workspace import DatasetRecord

PLACES = (220, 320, 320)
"""Heights of the overview and of two figures to come."""


def wait(record: DatasetRecord) -> None:
    """Start the diagnosis of a dataset, or find the one under way, and draw where its figures will be."""
    st.info(_("This log was not diagnosed yet. It takes seconds for a small log and minutes for a large one."))
    job = jobs.ensure("diagnose", "diagnose", record.id, dataset=record.id, about=record.schema.name)
    status = jobs.find(job.id)[1]
    job_panel.show(job, status)
    if status.live:
        for height in PLACES:
            st.skeleton(height)
