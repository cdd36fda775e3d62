"""The whole model: how well named features tell its scores, and what each contributes."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components import figures, findings
from dashboard.components.text import plain
from engine.charts import beeswarm, numbers
from engine.explain import Explanation, Summary, shown
from engine.words import _, plural
from engine.words import explanations as words

MOST_ROWS = 12
"""As many features as the figure shows; the others are one click away."""
COLORS = {"closely": "blue", "partly": "blue", "little": "orange", "undefined": "gray"}


def show(found: Explanation) -> None:
    """Faithfulness before contributions: without the first the second mean little."""
    _faithfulness(found)
    st.markdown(f"**{_('What raises and lowers the score')}**")
    text = _(
        "One dot is one of {n} pairs of a user with an item. On the right the feature raises that score, on the left"
        " it lowers it; the colour is the feature's own value. Scores spread by {spread} (standard deviation): judge"
        " the size of a contribution by that."
    )
    st.caption(text.format(n=numbers.count(found.n_explained), spread=numbers.number(found.spread)))
    swarms = shown.swarms(found)
    figures.draw(beeswarm.beeswarm(swarms, figures.theme()), beeswarm.describe(swarms), "beeswarm")
    _features(found)
    if found.findings:
        st.markdown(f"**{_('Findings')}**")
        findings.show(found.findings)


def _faithfulness(found: Explanation) -> None:
    """How well the explained surrogate follows the model: a verdict in words, then its numbers."""
    judged, key = found.fidelity, shown.faithfulness(found.fidelity)
    text = _(
        "The model reads only ids. So a second model, which reads named features (the surrogate), is explained in its"
        " place. It is worth as much as it tells the scores of users that it was not fitted to:"
    )
    st.markdown(text)
    term = words.FAITHFULNESS[key]
    st.markdown(f":{COLORS[key]}[**{term.name}**] &ensp; {plain(term.definition, 300)}")
    left, middle, right = st.columns(3)
    _metric(left, _("R² on other users"), numbers.number(judged.r2, 2), words.METRICS["r2"])
    _metric(middle, _("Rank agreement"), numbers.number(judged.rank_correlation, 2), words.METRICS["rank"])
    _metric(right, _("Not in these features, mean"), numbers.number(found.unexplained), words.METRICS["rest"])
    measured = _("All three: over {pairs} pairs of {users} users. No interval was computed for them.")
    st.caption(measured.format(pairs=numbers.count(judged.n_pairs), users=numbers.count(judged.n_users)))


def _metric(place: DeltaGenerator, label: str, value: str, definition: str) -> None:
    place.metric(label, value, help=_(definition), border=True)


def _features(found: Explanation) -> None:
    """The same features as a table, with their definitions; those beyond the figure one click away."""
    _table(found.summaries[:MOST_ROWS], _("Features with the mean size of their contributions"))
    rest = found.summaries[MOST_ROWS:]
    with st.container(horizontal=True):
        with st.popover(_("What these features are")):
            for part in found.summaries[:MOST_ROWS]:
                define(part.feature)
        if rest:
            with st.popover(plural("{n} more feature", "{n} more features", len(rest))):
                _table(rest, _("The features with smaller contributions"))


def define(feature: str) -> None:
    """A feature's name and what it is."""
    st.markdown(f"**{plain(words.feature(feature))}**: {plain(words.definition(feature), 300)}")


def _table(parts: Sequence[Summary], alt: str) -> None:
    lines = [
        {
            _("Feature"): plain(words.feature(part.feature)),
            _("Mean size"): numbers.number(part.importance),
            _("Direction"): _direction(part),
        }
        for part in parts
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=alt)


def _direction(part: Summary) -> str:
    """In words, with the rank correlation of value and contribution."""
    value = "" if part.direction is None else f" ({plain(f'{part.direction:+.2f}'.replace('-', '−'))})"
    return f"{words.direction(shown.direction(part))}{value}"
