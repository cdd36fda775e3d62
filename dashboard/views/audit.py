"""Which groups are served worse, by how much, and how sure that is. Verdicts first."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    answer_table,
    assumption_link,
    beside_table,
    chooser,
    closer_look,
    cohort,
    context,
    curves,
    definitions,
    downloads,
    figures,
    findings,
    group_chooser,
    judged_table,
    method,
    notices,
    overall,
    search_table,
    verdict_table,
)
from engine.report import summary
from engine.words import _

st.title(_("Audit"))
st.markdown(_("Which groups are served worse than others, by how much, and how sure is that?"))
notices.kept()
runs = {run.id: run for run in compute.runs() if run.audits}
if not runs:
    st.info(_("There is no audited run in this workspace yet."))
    st.page_link("views/data.py", label=_("Bring data, then train and audit →"))
    chooser.end()
chooser.missing(session.RUN, runs, _("The run {id} of this address is not in this workspace."))
names = {record.id: record.schema.name or record.id for record in compute.datasets()}


def shown(run_id: str) -> str:
    """A run as the choosers name it."""
    run = runs[run_id]
    return f"{names.get(run.dataset_id, run.dataset_id)} · {summary(run.config)} · {run_id[:8]}"


def named(audit_id: str) -> str:
    """An audit of the run as its chooser names it: what it declares, and how it came about."""
    own = _("made with the run") if audit_id == run.audit else _("made later, with other settings")
    return f"{answer_table.declared(compute.audit(run.id, audit_id))} · {own} · {audit_id[:8]}"


left, right = st.columns(2)
with left:
    run = runs[chooser.one(_("Run"), list(runs), session.RUN, shown, context.usual(runs))]
    context.remember(run)
with right:
    others = [other.id for other in runs.values() if other.dataset_id == run.dataset_id and other.id != run.id]
    before = chooser.maybe(_("Compare with a run before it"), others, session.BEFORE, shown, _("none"))
table = compute.own_audit(run)
if len(run.audits) > 1:
    table = compute.audit(run.id, chooser.one(_("Audit"), list(run.audits), session.AUDIT, named, table.id))
earlier = compute.audit_like(runs[before], table) if before is not None else None
if before is not None and earlier is not None:  # beside each other they must hide alike
    earlier, table = compute.together((before, earlier.id), (run.id, table.id))
saved = cohort.chosen(run.dataset_id)
method.scope(run, table)
judged_table.worse(run)

st.header(_("Verdicts"))
verdict_table.counts(table)
answer_table.show(table)
declared = verdict_table.declared(table)
if table.answers:
    st.subheader(_("Every declared gap"))
verdict_table.show(declared)
with st.container(horizontal=True):
    verdict_table.explain()
    definitions.each(declared)
figures.gaps(declared, "declared")
beside_table.show(declared, float(table.config.get("error_rate", 0.0)))

st.header(_("Findings"))
findings.show((*judged_table.apart(run), *table.findings))
assumption_link.show(run)
if "model" in run.config:
    link = {session.RUN: run.id}
    st.page_link("views/explain.py", label=_("Why does it recommend what it does? →"), query_params=link)

pairs = [(run.id, table.id)]
if before is not None:
    st.header(_("Before and after"))
    if earlier is None:
        st.info(_("The run before it has no audit with these settings. Choose the audit that was made with the run."))
    else:
        pairs.insert(0, (before, earlier.id))
        overall.side_by_side((runs[before], earlier), (run, table))
    link = {session.BASELINE: before, session.OTHERS: run.id}
    st.page_link("views/compare.py", label=_("Paired intervals, who gained and who lost →"), query_params=link)
elif others or "model" in run.config:
    label = _("Compare with another run →") if others else _("Turn on a mitigation, and compare →")
    st.page_link("views/compare.py", label=label, query_params={session.RUN: run.id})

st.header(_("Groups"))
chosen = group_chooser.show(table, saved)
if chosen is not None:
    st.header(_("A closer look"))
    closer_look.show(run, table, chosen)

st.header(_("The whole system"))
overall.cards(table)
judged_table.show(run)

curves.show(run)
search_table.show(run)

st.header(_("Report"))
downloads.show(*pairs)
link = {session.RUN: run.id} | ({session.AGAINST: before} if len(pairs) > 1 and before else {})
st.page_link("views/report.py", label=_("Choose what goes in, and see it first →"), query_params=link)
method.limits(table)
