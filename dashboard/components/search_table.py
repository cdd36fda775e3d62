"""Which settings a search tried for a run, and which it chose."""

import pandas as pd
import streamlit as st

from dashboard import compute
from engine.charts import numbers
from engine.contracts import Run
from engine.words import _, searches


def show(run: Run) -> None:
    """The trials, folded in; nothing where nobody searched for the settings of the run."""
    found = compute.search(run)
    if found is None:
        return
    with st.expander(_(searches.TITLE)):
        st.caption(f"{found['text']} {_(searches.CHOSEN)} {found['score']}")
        lines = [
            {
                **{one["name"]: searches.value(trial["settings"].get(one["key"])) for one in found["settings"]},
                _("Validation"): _score(trial["validation"], trial["chosen"]),
            }
            for trial in found["trials"]
        ]
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_(searches.TITLE))


def _score(value: float | None, chosen: bool) -> str:
    shown = _(searches.FAILED) if value is None else numbers.number(value, 4)
    return f"**● {shown}**" if chosen else shown
