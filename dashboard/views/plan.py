"""From "who could be harmed, and how" to the comparisons that an audit declares."""

from dataclasses import replace

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    chooser,
    context,
    notices,
    plan_groups,
    plan_harms,
    plan_preview,
    plan_scale,
    plan_settings,
    plan_start,
    plan_tables,
)
from engine.audit import guide
from engine.report import summary
from engine.words import _

st.title(_("Plan an audit"))
st.caption(
    _(
        "Who could be harmed, how, compared with whom, and from what size on? The answers are the comparisons that an"
        " audit declares: they alone get verdicts. Give them before you look at results."
    )
)
notices.kept()
runs = {run.id: run for run in compute.runs()}
records = {record.id: record for record in compute.datasets()}
if not runs:
    st.info(_("There is no run in this workspace yet: a plan is for one."))
    st.page_link("views/data.py", label=_("Bring data, then train →"))
    chooser.end()
chooser.missing(session.RUN, runs, _("The run {id} of this address is not in this workspace."))


def shown(run_id: str) -> str:
    """A run as the chooser names it."""
    run = runs[run_id]
    name = records[run.dataset_id].schema.name if run.dataset_id in records else ""
    return f"{name or run.dataset_id} · {summary(run.config)} · {run_id[:8]}"


run = runs[chooser.one(_("Run"), list(runs), session.RUN, shown, context.usual(runs))]
context.remember(run)
if run.dataset_id not in records:
    notices.failed(_("The dataset of this run can't be read, so nothing can be planned."))
    chooser.end()
record = records[run.dataset_id]
tables = plan_tables.kept(run)
plan_start.usual(run)
plan_start.watch_usual()
if run.audits:
    plan_start.warn(run)

st.header(_("1. Who could be harmed?"))
who = plan_groups.choose(record)

st.header(_("2. How?"))
harms = plan_harms.choose(plan_tables.unmeasurable(tables), plan_tables.sides(who, record.schema))

st.header(_("3. Compared with whom, and how large a gap matters?"))
against, references = plan_scale.reference(who.labels)
tolerance = plan_scale.tolerance()
settings = plan_settings.choose(run, record)

st.header(_("4. What you declare"))
plan = guide.Plan(harms, who.names, against, references, tolerance, who.cohorts)
config = replace(guide.config(plan, record.schema, settings.k), **settings.changes)
gaps = plan_preview.show(config, run, tables, plan_tables.counts(who, tables))
plan_start.buttons(run, config, gaps)
plan_start.watch_plan()
