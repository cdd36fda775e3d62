"""What a log can and can't support, before anything is trained on it."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    chooser,
    cohort,
    diagnosis_correction,
    diagnosis_findings,
    diagnosis_gaps,
    diagnosis_groups,
    diagnosis_job,
    diagnosis_log,
    diagnosis_overview,
    diagnosis_support,
    notices,
)
from engine.diagnostics import parts as parts_of
from engine.words import _
from engine.words.support import PARTS as OF_PROPENSITIES

st.title(_("Diagnose"))
st.caption(_("What can this log support, and what not? Who wrote it, what it misses, and whether weights can help."))
notices.kept()
datasets = {record.id: record for record in compute.datasets()}
if not datasets:
    st.info(_("There is no dataset in this workspace yet: bring a log, or load a sample."))
    st.page_link("views/data.py", label=_("Bring data →"))
    chooser.end()
record = chooser.dataset(datasets)
cohort.aside(record)
diagnosis = compute.diagnosis(record.id)
if diagnosis is None:
    diagnosis_job.wait(record)
    chooser.end()
parts = parts_of(diagnosis)

st.header(_("What this log can and can't support"))
overview = st.container()

diagnosis_overview.section(parts, "quality")
diagnosis_log.quality(diagnosis)

left, right = st.columns(2, gap="large")
with left:
    diagnosis_overview.section(parts, "activity")
    diagnosis_log.habits(diagnosis)
with right:
    attribute = diagnosis_groups.choose(diagnosis, parts)

diagnosis_log.shape(diagnosis, parts)
if attribute is not None:
    diagnosis_gaps.adjusted(diagnosis, attribute)
kind = diagnosis_support.choose(diagnosis, record.schema)
support, own = diagnosis.support[kind], [part for part in parts if part.key in OF_PROPENSITIES and part.of == kind]
diagnosis_support.show(support, own, attribute)
diagnosis_correction.show(support, own)
if attribute is not None:
    diagnosis_gaps.hidden(support, attribute)
with overview:
    diagnosis_overview.show([*(part for part in parts if part.key not in OF_PROPENSITIES), *own])
diagnosis_findings.show(diagnosis.findings, kind)

st.header(_("What next"))
link = {session.DATASET: record.id}
st.page_link("views/train.py", label=_("Train a recommender on it →"), query_params=link)
st.page_link("views/assumptions.py", label=_("See what numbers from it lean on →"), query_params=link)
