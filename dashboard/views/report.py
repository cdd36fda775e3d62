"""An audit to hand over: choose runs and sections, look at it, take it away as files that need nothing else."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, notices, report_choice, report_comparison, report_file, report_sections
from engine.words import _

st.title(_("Report"))
notices.kept()
st.caption(
    _(
        "What does somebody else need to check this audit? One file with the verdicts, what they rest on, and what"
        " they do not cover; and the same numbers for programs."
    )
)
runs = {run.id: run for run in compute.runs() if run.audits}
if not runs:
    st.info(_("There is no audited run in this workspace yet, so there is nothing to report."))
    st.page_link("views/data.py", label=_("Bring data, then train and audit →"))
    chooser.end()
pairs = report_choice.choose(runs)
chosen = [runs[run_id] for run_id, _audit_id in pairs]
report_choice.order(chosen)
everything = compute.report(*pairs)

st.header(_("What goes in"))
sections = report_sections.choose(chosen[-1], everything)
report_comparison.ensure(chosen, compute.audit(*pairs[-1]), compute.report(*pairs, sections=sections))

st.header(_("The report"))
report_file.show(pairs, sections)
link = {session.RUN: chosen[-1].id}
st.page_link("views/audit.py", label=_("Back to the audit →"), query_params=link)
