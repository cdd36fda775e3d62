"""All that runs, waits and has ended here: started in any tab, by anybody."""

import streamlit as st

from dashboard import jobs, session
from dashboard.components import chooser, job_list, job_panel, notices, run_result
from engine.words import _

st.title(_("Jobs"))
notices.kept()
st.caption(
    _(
        "Imports, training, audits and reports run beside this app, each as a process of its own. Close the tab, or"
        " stop the app: they go on, and stand here when it is back."
    )
)
everything = jobs.everything()
lost = jobs.unreadable()
if not everything and not lost:
    st.info(_("No job yet. Load a sample, or bring a log; then train on it."))
    st.page_link("views/data.py", label=_("Bring data →"))
    chooser.end()

known = {job.id: (job, status) for job, status in everything}
wanted = chooser.asked(session.JOB)
chooser.missing(session.JOB, known, _("The job {id} of this address is not in this workspace."))
if wanted in known:
    session.show(session.JOB, wanted)
    job_panel.show(*known[wanted])
    with st.container(key="results"):
        job_list.results(*known[wanted])
    run_result.show(*known[wanted])

live = [pair for pair in everything if pair[1].live and pair[0].id != wanted]
if live:
    st.header(_("Running and waiting"))
    for job, status in reversed(live):
        job_panel.show(job, status)
ended = [pair for pair in everything if not pair[1].live and pair[0].id != wanted]
if ended:
    st.header(_("Ended"))
    job_list.ended(ended)
if lost:
    st.header(_("Damaged"))
    job_list.unreadable(lost)
