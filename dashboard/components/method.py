"""What the numbers are about, how they were made, and what is not claimed."""

import streamlit as st

from dashboard.components.text import plain
from engine.contracts import AuditTable, Run
from engine.words import _, method


def scope(run: Run, table: AuditTable) -> None:
    """The estimand in words, with the ids below it."""
    st.markdown(f"**{_('Estimand: {name}.').format(name=_(run.estimand))}** {method.estimand(run.estimand)}")
    if run.estimand != "given lists":
        st.markdown(positives(run))
    ids = _("run `{run}` · audit `{audit}` · dataset `{dataset}`")
    st.caption(ids.format(run=plain(run.id), audit=plain(table.id), dataset=plain(run.dataset_id)))


def positives(run: Run) -> str:
    """What counts as liking in this run: the audit stands and falls with it."""
    threshold = run.config.get("evaluation", {}).get("relevance")
    if threshold is None:
        return _(
            "**A positive: every interaction**, whatever its value. For ratings, give a threshold on the Train page."
        )
    return _("**A positive: feedback from {value:g} on.**").format(value=threshold)


def limits(table: AuditTable) -> None:
    """Method and limits, one click away."""
    low, high = table.config.get("tolerance", (0.8, 1.25))
    with st.expander(_("Method and limits")):
        lines = method.method(float(table.config.get("level", 0.05)), (float(low), float(high)))
        st.markdown("\n".join(f"- {plain(line, 600)}" for line in lines))
        st.markdown(f"**{_('What is not claimed')}**")
        st.markdown("\n".join(f"- {line}" for line in method.limits()))
