"""What training may cost, the button that starts it, and what it has led to."""

import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components import job_panel
from dashboard.components.text import plain
from dashboard.components.train_form import Choice
from engine.config import TrainingConfig
from engine.jobs import LANES, Job, Status, cost
from engine.words import _, plural
from engine.words import jobs as words
from engine.workspace import DatasetRecord


def button(record: DatasetRecord, choice: Choice) -> None:
    """The run in a few words with its cost; pressed, it is started, joined or gone on with."""
    with st.container(border=True, key="train_start"):
        left, right = st.columns((3, 1), vertical_alignment="center")
        left.markdown(f"**{plain(choice.about)}**  \n:gray[{_cost(record, choice)}]")
        if right.button(_("Train and audit"), type="primary", key="train", width="stretch", disabled=not choice.ready):
            job = jobs.ensure("run", "run", record.id, *choice.arguments, dataset=record.id, about=choice.about)
            job_id, status = job.id, jobs.find(job.id)[1]
            if jobs.resumable(job, status):
                jobs.resume(job_id)
            st.switch_page("views/train.py", query_params={session.DATASET: record.id, session.JOB: job_id})


def finished(job: Job, status: Status) -> None:
    """A training is done: the ways to its audit, and to a comparison."""
    run_id = str((status.result or {})["run_id"])
    with st.container(border=True):
        st.markdown(f"{job_panel.title(job)} &ensp; {job_panel.badge(status)} &ensp; :gray[{jobs.took(status)}]")
        with st.container(horizontal=True):
            st.page_link("views/audit.py", label=_("Open the audit →"), query_params={session.RUN: run_id})
            st.page_link("views/compare.py", label=_("Compare →"), query_params={session.RUN: run_id})
            st.page_link("views/explain.py", label=_("Explain →"), query_params={session.RUN: run_id})
        job_panel.curves(job, status)


def _cost(record: DatasetRecord, choice: Choice) -> str:
    """The size of the work, how long it may take judged by earlier runs, and who waits before it."""
    parts = [plural("{n} interaction", "{n} interactions", record.schema.n_interactions)]
    model, objective = choice.settings["model.kind"], choice.settings["objective.kind"]
    epochs = int(choice.settings.get("training.epochs", TrainingConfig().epochs))
    known = cost.estimate(compute.past(), model, objective, record.schema.n_interactions, epochs)
    if known is None:
        parts.append(_("no run of this kind is here yet to judge its time by"))
    else:
        text = _("about {typical}, at most {most}") if known.most > 1.2 * known.typical else _("about {typical}")
        runs = plural("judged by {n} run", "judged by {n} runs", known.judged_by)
        parts.append(f"{text.format(typical=words.duration(known.typical), most=words.duration(known.most))} ({runs})")
    waiting = sum(status.live and LANES[job.kind] == LANES["run"] for job, status in jobs.everything())
    if waiting:
        parts.append(plural("{n} training runs or waits before it", "{n} trainings run or wait before it", waiting))
    return " · ".join(parts)
