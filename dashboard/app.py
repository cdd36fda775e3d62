"""The entry point: page config, sidebar, the pages."""

from pathlib import Path

import streamlit as st

from dashboard import compute
from dashboard.components import chooser, cohort, notices, sidebar
from engine.words import _

HERE = Path(__file__).parent

st.set_page_config(
    page_title="Equipoise", page_icon=str(HERE / "icon.png"), layout="wide"
)  # a local icon: nothing is fetched
page = st.navigation(
    {
        "": (st.Page("views/home.py", title=_("Home"), default=True),),
        _("Bring"): (
            st.Page("views/data.py", title=_("Data")),
            st.Page("views/lists.py", title=_("Your recommendations")),
            st.Page("views/diagnose.py", title=_("Diagnose")),
        ),
        _("Train"): (
            st.Page("views/train.py", title=_("Train")),
            st.Page("views/jobs.py", title=_("Jobs")),
            st.Page("views/assumptions.py", title=_("Causal assumptions")),
        ),
        _("Judge"): (
            st.Page("views/plan.py", title=_("Plan an audit")),
            st.Page("views/audit.py", title=_("Audit")),
            st.Page("views/compare.py", title=_("Compare")),
            st.Page("views/explain.py", title=_("Explain")),
            st.Page("views/report.py", title=_("Report")),
        ),
    }
)
if notices.guard(compute.serve) and notices.guard(lambda: sidebar.show(HERE)):  # ours, and it can be opened
    notices.guard(lambda: chooser.draw(lambda: cohort.around(page.run), page.url_path))
    notices.guard(sidebar.below)
compute.warm()
