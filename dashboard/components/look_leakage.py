"""What can be read off the system of its users' attributes: the kept probe, or the job that makes it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components import chooser, figures, job_panel
from dashboard.components.text import plain
from engine.charts import leakage, numbers
from engine.contracts import Run
from engine.report import summary
from engine.words import _, attributes, probes

if TYPE_CHECKING:
    from engine.audit.leakage import Leakage
    from engine.audit.probe import Probe

HEIGHT = 320
EVERY = ""


def show(run: Run) -> None:
    """AUCs by group and source for a chosen attribute; what the model reads; what the seed changes."""
    found = compute.probe(run.id)
    if found is None:
        _wait(run)
        return
    names = list(dict.fromkeys(row.attribute for row in found.leakage))
    if not names:
        st.caption(_("This dataset has no attribute of users to group by."))
        return
    attribute = chooser.one(_("Attribute"), names, session.READ, attributes.name)
    own = [row for row in found.leakage if row.attribute == attribute]
    _figure(own)
    what, *others = probes.method()
    st.caption(f"{what} {probes.users(found.probed, found.with_list)}.")
    with st.popover(_("How it was measured")):
        for text in others:
            st.markdown(text)
        for term in probes.SOURCES.values():
            st.markdown(f"**{term.name}**: {term.definition}")
    _flips(found)
    _seeds(run, found)


def _figure(rows: Sequence["Leakage"]) -> None:
    reads = [
        leakage.Read(_group(row.group), probes.source(row.source).name, row.auc, row.low, row.high)
        for row in rows
        if row.auc is not None
    ]
    if reads:
        figures.draw(leakage.leakage(reads, figures.theme()), leakage.describe(reads), "look_leakage")
    without = {f"{_group(row.group)}: {probes.reason(row.reason)}": None for row in rows if row.auc is None}
    if without:
        st.caption(plain(_("Not shown: {groups}.").format(groups="; ".join(without)), 600))


def _group(name: str) -> str:
    return _("mean over groups") if name == EVERY else attributes.group(name)


def _flips(found: "Probe") -> None:
    """One sentence where the model reads no attributes; a number a group where it does."""
    st.markdown(f"**{_('If only the attribute changed')}**")
    refusals = dict.fromkeys(row.reason for row in found.flips if row.reason in probes.FLIPS)
    for reason in refusals:
        st.markdown(probes.flip(reason))
    lines = [
        {
            _("Group"): f"{attributes.group(row.group)} → {attributes.group(row.to)}",
            _("Lists that stay (Jaccard)"): numbers.number(row.jaccard.value),
            _("Change of NDCG"): numbers.number(row.ndcg.value),
        }
        for row in found.flips
        if row.jaccard.value is not None
    ]
    if lines:
        st.caption(_(probes.FLIP["what"]))
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Lists after a change of attribute"))


def _seeds(run: Run, found: "Probe") -> None:
    """How much the declared gaps vary over training seeds, or how to find out."""
    st.markdown(f"**{_('Over training seeds')}**")
    if "seed" not in run.config:
        st.markdown(_(probes.SEEDS["elsewhere"]))
        return
    if found.seeds is None:
        st.markdown(plain(probes.more_seeds(run.dataset_id, run.id, int(run.config["seed"]) + 1), 400))
        return
    st.caption(f"{_(probes.SEEDS['what'])} {probes.drawn(found.seeds.drawn)}")
    lines = [
        {
            _("Comparison"): f"{attributes.name(row.attribute)}: {attributes.group(row.group)}",
            _("Gap, least to most"): f"{numbers.gap(row.least, row.scale)} – {numbers.gap(row.most, row.scale)}",
            _("Verdicts that agree"): f"{row.agree} / {len(row.seeds)}",
        }
        for row in found.seeds.rows
        if row.least is not None
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Declared gaps over seeds"))


def _wait(run: Run) -> None:
    about = f"{summary(run.config)} · {run.id[:8]}"
    job, status = jobs.find(jobs.ensure("probe", "probe", run.id, dataset=run.dataset_id, about=about).id)
    job_panel.show(job, status)
    if status.live:
        st.skeleton(HEIGHT)
