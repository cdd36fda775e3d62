"""Bring data, see what became of each record and how large the groups are, then audit."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, group_sizes, ledger, notices, recommendations, samples, schema, train, upload
from engine.words import _

st.title(_("Data"))
notices.kept()
datasets = {record.id: record for record in compute.datasets()}

with st.expander(_("Add a dataset"), expanded=not datasets, key="add_dataset"):
    own, sample = st.tabs((_("Your files"), _("Samples")))
    with own:
        upload.form()
    with sample:
        samples.offer()
if not datasets:
    st.info(_("Nothing here yet. Upload a log of interactions, or load a sample."))
    st.stop()

chosen = chooser.one(
    _("Dataset"), list(datasets), session.DATASET, lambda key: f"{datasets[key].schema.name or key} · {key[:8]}"
)
record = datasets[chosen]
schema.cards(record.schema)

st.subheader(_("Ledger"))
st.caption(_("Every record of the upload is accounted for: read = loaded + rejected + duplicates + blank."))
ledger.show(record.ledgers)

st.subheader(_("Groups"))
st.caption(_("Look at the sizes before any metric: a small group can't be judged, whatever its numbers look like."))
group_sizes.show(record)

st.subheader(_("Audit a recommender trained on this log"))
train.form(record.id)

st.subheader(_("Your recommendations"))
st.caption(_("Audit what your own system showed: its lists, judged by what the users did afterwards."))
recommendations.form(record)
