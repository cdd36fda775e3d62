"""Runs next to a baseline: what differs, who is better served, what it costs whom."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    compared,
    compared_accuracy,
    compared_cost,
    compared_gains,
    compared_gaps,
    comparison_choice,
    comparison_job,
    notices,
    strategies,
)
from engine.report.paired import paired
from engine.words import _, comparisons, method

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
    st.stop()

strategies.follow()
base, others = comparison_choice.choose({run.id: run for run in finished})
strategies.show(base, others, finished)
if not others:
    st.info(_("Choose a run to compare with the baseline, or turn a mitigation on."))
    st.page_link(
        "views/train.py", label=_("Train another recommender →"), query_params={session.DATASET: base.dataset_id}
    )
    st.stop()
runs = [base, *others]

st.subheader(_("What differs"))
compared.differences(runs)
st.markdown(f"**{_('Estimand: {name}.').format(name=_(base.estimand))}** {method.estimand(base.estimand)}")
found = comparison_job.made(runs)
if found is None:
    st.stop()
of, data = compared.compared(runs, found), paired(found)

st.subheader(_("Accuracy"))
compared_accuracy.show(of, data)

st.subheader(_("Gaps between groups"))
chosen = compared_gaps.choose(of)
if chosen:
    compared_gaps.show(of, chosen)

st.subheader(comparisons.TERMS["gains"].name)
compared_gains.show(of, data, chosen)

st.subheader(_("Cost"))
compared_cost.show(of)

st.subheader(_("What to keep in mind"))
compared_cost.limits(of)
with st.container(horizontal=True):
    for letter, run in zip(compared.LETTERS, runs, strict=False):
        text = _("Audit of {run} →").format(run=letter)
        st.page_link("views/audit.py", label=text, query_params={session.RUN: run.id})
