"""Datasets and runs as cards that lead to their pages."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import judged_table
from dashboard.components.text import plain
from dashboard.components.verdict_table import ORDER, badge
from engine.charts import numbers
from engine.contracts import Run
from engine.report import summary
from engine.words import _, metrics, plural
from engine.workspace import DatasetRecord


def dataset(record: DatasetRecord) -> None:
    """A dataset: name, size, and the way to its page."""
    with st.container(border=True):
        st.markdown(f"**{plain(record.schema.name or record.id)}**")
        size = [
            plural("{n} user", "{n} users", record.schema.n_users),
            plural("{n} item", "{n} items", record.schema.n_items),
            plural("{n} interaction", "{n} interactions", record.schema.n_interactions),
        ]
        st.caption(f"{' · '.join(size)}  \n`{record.id}`")
        link = {session.DATASET: record.id}
        st.page_link("views/data.py", label=_("Ledger and group sizes →"), query_params=link)


def run(finished: Run, names: dict[str, str]) -> None:
    """A run: what it is, its headline number, its verdicts, and the way to its audit."""
    with st.container(border=True):
        st.markdown(f"**{plain(summary(finished.config))}**")
        test = finished.metrics.get("test", {})
        headline = next(((key, test[key]) for key in metrics.ordered(test)), None)
        parts = [_("on {dataset}").format(dataset=plain(names.get(finished.dataset_id, finished.dataset_id)))]
        if headline is not None:
            parts.append(f"{metrics.label(headline[0])} {numbers.number(headline[1])}")
        made = str(finished.manifest.get("finished", ""))[:16].replace("T", " ")
        st.caption(f"{' · '.join(parts)}  \n`{finished.id}` {plain(made)}")
        _verdicts(finished)
        judged_table.in_short(finished)
        if finished.audits:
            st.page_link("views/audit.py", label=_("Open the audit →"), query_params={session.RUN: finished.id})


def _verdicts(finished: Run) -> None:
    if not finished.audits:
        st.caption(_("Not audited yet."))
        return
    rows = compute.own_audit(finished).rows
    found = [(key, sum(row.verdict == key for row in rows)) for key in ORDER]
    st.markdown(" &ensp; ".join(f"{badge(key)} {n}" for key, n in found if n) or _("No verdicts"))
