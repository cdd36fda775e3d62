"""A comparison from top to bottom: what differs, accuracy, gaps, who gained and lost, cost, what to keep in mind."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.components import (
    chooser,
    compared,
    compared_accuracy,
    compared_cost,
    compared_gains,
    compared_gaps,
    comparison_job,
)
from engine.audit import RunComparison
from engine.contracts import Run
from engine.report.paired import paired
from engine.words import _, comparisons, method


def show(runs: Sequence[Run]) -> None:
    """The settings at once; the numbers where they are kept, else the job that makes them."""
    st.header(_("What differs"))
    compared.differences(runs)
    estimand = runs[0].estimand
    st.markdown(f"**{_('Estimand: {name}.').format(name=_(estimand))}** {method.estimand(estimand)}")
    found = comparison_job.made(runs)
    if found is None:
        for key in (session.ATTRIBUTE, session.METRIC):  # chosen again below the figures to come
            session.show(key, chooser.asked(key))
        return
    _numbers(runs, found)
    _links(runs)


def _numbers(runs: Sequence[Run], found: RunComparison) -> None:
    of, data = compared.compared(runs, found), paired(found)
    st.header(_("Accuracy"))
    compared_accuracy.show(of, data)

    st.header(_("Gaps between groups"))
    chosen = compared_gaps.choose(of)
    if chosen:
        compared_gaps.show(of, chosen)

    st.header(comparisons.TERMS["gains"].name)
    compared_gains.show(of, data, chosen)

    st.header(_("Cost"))
    compared_cost.show(of)

    st.header(_("What to keep in mind"))
    compared_cost.limits(of)


def _links(runs: Sequence[Run]) -> None:
    with st.container(horizontal=True):
        for letter, run in zip(compared.LETTERS, runs, strict=False):
            text = _("Audit of {run} →").format(run=letter)
            st.page_link("views/audit.py", label=text, query_params={session.RUN: run.id})
        *before, last = [run.id for run in runs]
        link = {session.RUN: last, session.AGAINST: ",".join(before)}
        st.page_link("views/report.py", label=_("Report of these runs →"), query_params=link)
