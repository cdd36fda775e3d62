"""Bring data, see what became of each record and how large the groups are."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    bring,
    chooser,
    cohort_form,
    dataset_care,
    draft_form,
    group_sizes,
    history,
    imported,
    job_panel,
    ledger,
    notices,
    rejects,
    samples,
    schema,
    workspace_card,
)
from engine.words import _

st.title(_("Data"))
st.caption(_("Bring a log, see what became of each record, and how large the groups are that an audit can judge."))
notices.kept()
if job_panel.asked(("import", "sample"), imported.done):
    chooser.end()
draft = draft_form.asked()
if draft is not None:
    draft_form.show(draft)
    chooser.end()

bring.settle()
bring.unfinished()
datasets = {record.id: record for record in compute.datasets()}
with bring.folded() if datasets else bring.first():
    own, folder, sample = st.tabs((_("Your files"), _("Inbox folder"), _("Samples")))
    with own:
        bring.form()
    with folder:
        bring.inbox(None)
    with sample:
        samples.offer()
if not datasets:
    st.info(_("Nothing here yet. Upload a log of interactions, or load a sample."))
    workspace_card.show()
    chooser.end()

record = chooser.dataset(datasets)
schema.cards(record.schema)

st.header(_("Ledger"))
st.caption(_("Every record of the upload is accounted for: read = loaded + rejected + duplicates + blank + left out."))
ledger.show(record.ledgers)
rejects.offer(record)
history.show(record)

st.header(_("Groups"))
st.caption(_("Look at the sizes before any metric: a small group can't be judged, whatever its numbers look like."))
group_sizes.show(record)

st.header(_("Cohorts"))
cohort_form.show(record)

st.header(_("What next"))
link = {session.DATASET: record.id}
st.page_link("views/diagnose.py", label=_("See what this log can and can't support →"), query_params=link)
st.page_link("views/train.py", label=_("Train a recommender on it and audit that →"), query_params=link)
st.page_link("views/lists.py", label=_("Audit the lists that your own system showed →"), query_params=link)

st.header(_("Keeping order"))
dataset_care.show(record)
workspace_card.show()
