"""What the numbers of a run lean on, how that hangs together, and what people here think of it."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import assumption_evidence, assumption_list, causal_graph, chooser, notices, setup_chooser
from engine.words import _

st.title(_("Causal assumptions"))
st.caption(
    _(
        "What has to be true for the numbers to mean what they seem to mean? No method can check all of it: say what"
        " you think holds here, and what you doubt. Your answers are kept with the run, and its report shows them."
    )
)
notices.kept()
datasets = {record.id: record for record in compute.datasets()}
runs = {run.id: run for run in compute.runs()}
if not datasets:
    st.info(_("There is no dataset in this workspace yet: bring a log, or load a sample."))
    st.page_link("views/data.py", label=_("Bring data →"))
    chooser.end()
choice = setup_chooser.choose(runs, datasets)

if choice in runs:
    run = runs[choice]
    stated = compute.stated(run)
    assumption_list.summary(stated)
    causal_graph.show(compute.causal_graph(run.id))
    hints = sum(one.hint is not None for one in stated)
    assumption_evidence.of_run(run, datasets[run.dataset_id].schema.name, hints)
    assumption_list.show(run.id, stated)
    st.page_link("views/audit.py", label=_("Back to the numbers →"), query_params={session.RUN: run.id})
else:
    dataset_id = setup_chooser.dataset_of(choice)
    with st.spinner(_("Reading the default set-up …")):
        setup = compute.setup(dataset_id)
    st.info(_("Nothing is trained here yet: this is what a run with default settings would lean on. Train to answer."))
    st.page_link("views/train.py", label=_("Train →"), query_params={session.DATASET: dataset_id})
    causal_graph.show(setup.graph)
    assumption_list.read(setup.codes, assumption_evidence.of_setup(dataset_id, setup.codes))
