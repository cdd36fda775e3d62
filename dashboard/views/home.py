"""What this is, and what the workspace holds."""

import streamlit as st

from dashboard import compute
from dashboard.components import cards, chooser, notices, samples
from engine.words import _

notices.kept()
st.title(_("Is your recommender serving some groups worse?"))
st.markdown(
    _(
        "Equipoise audits a recommender system: it measures how well it serves each group of users and how much"
        " exposure each group of items gets, says which gaps are beyond your tolerance and which can't be told from"
        " this sample, and writes a report that somebody else can check."
    )
)
steps = (
    (_("1 · Bring"), _("A log of interactions, or the lists that your own system showed. See what they can support.")),
    (
        _("2 · Train"),
        _("A baseline, a causal recommender, a mitigation: each explained, each a job that you can watch."),
    ),
    (_("3 · Judge"), _("Gaps between groups with intervals and verdicts; compare runs, and see who gained and lost.")),
    (_("4 · Report"), _("One file with every number, its definition, its assumptions and limits, and a manifest.")),
)
for place, (title, text) in zip(st.columns(4), steps, strict=True):
    place.markdown(f"**{title}**  \n:gray[{text}]")

datasets, runs = compute.datasets(), compute.runs()
if not datasets:
    st.header(_("Start here"))
    st.markdown(_("This workspace is empty. Load a sample, or bring your own files on the Data page."))
    samples.offer()
    st.page_link("views/data.py", label=_("Bring your own files →"))
    chooser.end()

names = {record.id: record.schema.name or record.id for record in datasets}
left, right = st.columns((2, 3), gap="large")
with right:
    st.header(_("Audited runs"))
    if not runs:
        st.info(_("No run yet. Train and audit a first recommender, or audit your own lists."))
    for finished in runs[:12]:
        cards.run(finished, names)
    if len(runs) > 12:
        st.caption(_("The newest 12 of {n} are shown; the Audit page lists all.").format(n=len(runs)))
with left:
    st.header(_("Datasets"))
    for record in datasets:
        cards.dataset(record)
    if not any(record.schema.name == "Planted world" for record in datasets):
        samples.load("planted")
