"""What training may cost, and the button that starts it."""

import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components.text import plain
from dashboard.components.train_form import Choice
from engine.config import TrainingConfig
from engine.jobs import LANES, cost
from engine.words import _, plural
from engine.words import jobs as words
from engine.workspace import DatasetRecord


def button(record: DatasetRecord, choice: Choice) -> None:
    """The run in a few words with its cost; pressed, it is started, joined or gone on with."""
    with st.container(border=True, key="train_start"):
        left, right = st.columns((3, 1), vertical_alignment="center")
        left.markdown(f"**{plain(choice.about)}**  \n:gray[{_cost(record, choice)}]")
        for fault in choice.faults:
            left.caption(_("▲ {fault}.").format(fault=fault))
        if right.button(
            _("Train and audit"), type="primary", key="train", width="stretch", disabled=bool(choice.faults)
        ):
            about = f"{choice.about} · {record.schema.name or record.id[:8]}"
            job = jobs.ensure("run", "run", record.id, *choice.arguments, dataset=record.id, about=about)
            job_id, status = job.id, jobs.find(job.id)[1]
            if jobs.resumable(job, status):
                jobs.resume(job_id)
            st.switch_page("views/jobs.py", query_params={session.JOB: job_id})


def _cost(record: DatasetRecord, choice: Choice) -> str:
    """The size of the work, how long it may take judged by earlier runs, and who waits before it."""
    parts = [plural("{n} interaction", "{n} interactions", record.schema.n_interactions)]
    model, objective = choice.settings["model.kind"], choice.settings["objective.kind"]
    epochs = int(choice.settings.get("training.epochs", TrainingConfig().epochs))
    known = cost.estimate(
        compute.past(), model, objective, record.schema.n_interactions, epochs, trainings=choice.trainings
    )
    if known is None:
        parts.append(_("no run of this kind is here yet to judge its time by"))
    else:
        text = _("about {typical}, at most {most}") if known.most > 1.2 * known.typical else _("about {typical}")
        runs = plural("judged by {n} run", "judged by {n} runs", known.judged_by)
        parts.append(f"{text.format(typical=words.duration(known.typical), most=words.duration(known.most))} ({runs})")
    if choice.trainings > 1:
        parts.append(plural("{n} training in all", "{n} trainings in all", choice.trainings))
    waiting = sum(status.live and LANES[job.kind] == LANES["run"] for job, status in jobs.everything())
    if waiting:
        parts.append(plural("{n} training before it in the queue", "{n} trainings before it in the queue", waiting))
    return " · ".join(parts)
