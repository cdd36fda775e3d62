"""What each of the compared runs took, and how to read the comparison as a whole."""

import pandas as pd
import streamlit as st

from dashboard.components.compared import Compared
from dashboard.components.text import plain
from engine.audit.comparison import Cost
from engine.charts import numbers
from engine.words import _, comparisons, method

NO_WORK = ("training_cpu",)
"""Keys of `seconds` that are no stage of their own."""


def show(of: Compared) -> None:
    """A row a run: training, all stages, numbers in the model."""
    lines = [
        {
            _("Run"): of.mark(place),
            comparisons.stage("training"): _training(cost),
            _("All stages"): _all(cost),
            comparisons.stage("parameters"): "–" if cost.parameters is None else numbers.count(cost.parameters),
        }
        for place, cost in enumerate(of.found.costs)
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("What each run took"))
    text = _("Seconds as measured when each run was made; what else the machine did then is in them.")
    st.caption(text)


def limits(of: Compared) -> None:
    """How the numbers were made and what they don't say."""
    notes = comparisons.notes(of.found.notes, of.found.level, of.found.resamples)
    st.markdown("\n".join(f"- {plain(note, 600)}" for note in notes))
    with st.expander(_("What is not claimed")):
        st.markdown("\n".join(f"- {line}" for line in method.limits()))


def _training(cost: Cost) -> str:
    if "training" not in cost.seconds:
        return numbers.NOTHING
    cpu = cost.seconds.get("training_cpu")
    small = "" if cpu is None else f"  \n:gray[{_('CPU {seconds} s').format(seconds=f'{cpu:.1f}')}]"
    return f"{cost.seconds['training']:.1f} s{small}"


def _all(cost: Cost) -> str:
    stages = [value for key, value in cost.seconds.items() if key not in NO_WORK]
    return f"{sum(stages):.1f} s" if stages else numbers.NOTHING
