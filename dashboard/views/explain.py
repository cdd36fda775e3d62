"""Why a model scores what it scores: the whole model, and one recommendation."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    chooser,
    context,
    explained_list,
    explained_model,
    explanation_job,
    explanation_limits,
    notices,
    user_chooser,
)
from engine.report import summary
from engine.words import _

st.title(_("Explain"))
notices.kept()
st.caption(
    _(
        "Which named features raise and lower the scores that a model gives. It explains the model, not the person;"
        " association, not cause."
    )
)
finished = compute.runs()
runs = {run.id: run for run in finished if "model" in run.config}
if not runs:
    if finished:
        st.info(_("All runs here are lists that another system made: without its model there is nothing to explain."))
    else:
        st.info(_("There is no run in this workspace yet."))
    st.page_link("views/train.py", label=_("Train a recommender →"))
    chooser.end()
if chooser.asked(session.RUN) in {run.id for run in finished} - runs.keys():
    st.warning(
        _(
            "The run of this address is lists that another system made: its model is not here, so nothing of it can be"
            " explained. Shown is another one."
        )
    )
else:
    chooser.missing(session.RUN, runs, _("The run {id} of this address is not in this workspace."))
names = {record.id: record.schema.name or record.id for record in compute.datasets()}


def shown(run_id: str) -> str:
    """A run as the chooser names it."""
    run = runs[run_id]
    return f"{names.get(run.dataset_id, run.dataset_id)} · {summary(run.config)} · {run_id[:8]}"


run = runs[chooser.one(_("Run"), list(runs), session.RUN, shown, context.usual(runs))]
context.remember(run)
if refused := compute.explainable(run.id)[1]:
    notices.failed(refused)
    chooser.end()

st.header(_("The whole model"))
model = explanation_job.made(run)
if model is not None:
    explained_model.show(model)

st.header(_("One recommendation"))
typed = user_chooser.show(run)
user, refused = compute.explainable(run.id, typed) if typed else (None, "")
if refused:
    notices.failed(refused)
elif user:
    explained = explanation_job.made(run, user)
    if explained is not None:
        explained_list.show(explained)
else:
    st.info(_("Choose a user to see the list that the model made, and why each item got its score."))

if model is not None:
    explanation_limits.show(model)
with st.container(horizontal=True):
    link = {session.RUN: run.id}
    st.page_link("views/audit.py", label=_("Gaps between groups: the audit of this run →"), query_params=link)
