"""Looking closer than an audit's own table: one look at a time, computed where the log is small enough."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import (
    chooser,
    look_crossing,
    look_exposure,
    look_leakage,
    look_promise,
    look_settings,
    look_spread,
    notices,
)
from dashboard.components.group_chooser import Chosen
from dashboard.components.text import plain
from engine.contracts import AuditTable, Run, Schema
from engine.errors import InputError
from engine.words import _, mark

LOOKS = {
    "spread": mark("Spread in groups"),
    "settings": mark("Other k, other tolerance"),
    "crossing": mark("Intersections"),
    "exposure": mark("Exposure"),
    "promise": mark("Promised and found"),
    "leakage": mark("What can be read off"),
}


def show(run: Run, table: AuditTable, chosen: Chosen) -> None:
    """Choose a look; nothing of the others is computed."""
    schema = next((one.schema for one in compute.datasets() if one.id == run.dataset_id), None)
    if schema is None:
        st.caption(_("The dataset of this run can no longer be read, so there is no closer look."))
        return
    if schema.n_interactions > compute.MOST_EXPLORED:
        _too_large(run, schema.n_interactions)
        return
    look = chooser.pick(_("Look closer at"), list(LOOKS), session.LOOK, lambda key: _(LOOKS[key]))
    try:
        _look(look, run, table, chosen, schema)
    except InputError as error:
        if error.code == "audit.files":  # the audit above is whole without them
            st.caption(plain(str(error), 300))
        else:
            notices.failed(str(error))


def _look(look: str, run: Run, table: AuditTable, chosen: Chosen, schema: Schema) -> None:
    if look == "spread":
        look_spread.show(table, chosen, schema)
    elif look == "settings":
        look_settings.show(run, table, chosen)
    elif look == "crossing":
        look_crossing.show(table, schema)
    elif look == "exposure":
        look_exposure.show(table)
    elif look == "promise":
        look_promise.show(run, table, schema)
    else:
        look_leakage.show(run)


def _too_large(run: Run, n: int) -> None:
    text = _(
        "This log has {n:,} interactions. A page looks closer only at logs of at most {most:,}: more would keep it"
        " waiting. Plan an audit with other settings or intersections; it runs as a job and is kept. On the command"
        " line, for example:"
    )
    st.info(text.format(n=n, most=compute.MOST_EXPLORED))
    st.code(f"equipoise audit {run.id} --set k=20", language=None, wrap_lines=True)
    st.page_link("views/plan.py", label=_("Plan an audit →"), query_params={session.RUN: run.id})
