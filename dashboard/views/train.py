"""Choose what to train, see what it may cost, start it. The Jobs page shows how it goes."""

import streamlit as st

from dashboard import compute
from dashboard.components import chooser, notices, train_form, train_start
from engine.words import _

st.title(_("Train"))
notices.kept()
st.caption(
    _("Train a recommender on a log and audit what it shows. Train several: a baseline, then a change, and compare.")
)
datasets = {record.id: record for record in compute.datasets()}
if not datasets:
    st.info(_("There is no log to train on yet."))
    st.page_link("views/data.py", label=_("Bring data →"))
    chooser.end()

record = chooser.dataset(datasets)
choice = train_form.choose(record)
train_start.button(record, choice)
