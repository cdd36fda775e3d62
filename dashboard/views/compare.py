"""Runs next to a baseline: what differs, who is better served, what it costs whom."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, comparison, comparison_choice, notices, strategies
from engine.words import _

st.title(_("Compare"))
notices.kept()
st.caption(
    _(
        "What changes against a baseline, and for whom: accuracy, gaps between groups, who gained and who lost, cost."
        " The same users stand behind both sides of every difference."
    )
)
finished = compute.runs()
if not finished:
    st.info(_("There is no run in this workspace yet: two are needed, a baseline and another."))
    st.page_link("views/train.py", label=_("Train a recommender →"))
    chooser.end()

strategies.follow()
base, others = comparison_choice.choose({run.id: run for run in finished})
strategies.show(base, others, finished)
if others:
    comparison.show([base, *others])
else:
    st.info(_("Choose a run to compare with the baseline, or turn a mitigation on."))
    link = {session.DATASET: base.dataset_id}
    st.page_link("views/train.py", label=_("Train another recommender →"), query_params=link)
