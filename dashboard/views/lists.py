"""Audit the lists that somebody's own system showed, judged by what the users did afterwards."""

import streamlit as st

from dashboard import compute
from dashboard.components import chooser, job_panel, notices, recommendations
from engine.words import _

st.title(_("Your recommendations"))
st.caption(
    _(
        "How does a system that runs elsewhere serve its groups? Upload the lists that it showed: they are judged by"
        " what the users did afterwards. No model is needed, and none is trained."
    )
)
notices.kept()
job_panel.asked(("audit",), recommendations.audited)
datasets = {record.id: record for record in compute.datasets()}
if not datasets:
    st.info(_("Lists are audited against a log: bring that first."))
    st.page_link("views/data.py", label=_("Bring data →"))
    chooser.end()
recommendations.form(chooser.dataset(datasets))
