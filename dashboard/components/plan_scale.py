"""Compared with whom, and from what size on a gap matters."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard import session
from dashboard.components import chooser
from engine.words import _, attributes, guide

OWN = "own"
COLUMNS = 2
LOW, HIGH, STEP = 0.05, 20.0, 0.01
"""Ends of a band that can be typed."""


def reference(labels: Mapping[str, Sequence[str]]) -> tuple[Literal["reference", "best"], tuple[tuple[str, str], ...]]:
    """A named group, or the best served one; and the names, by grouping, where there are any."""
    against = chooser.one(
        _("Compared with"), list(guide.AGAINST), session.COMPARED, lambda key: guide.AGAINST[key].name
    )
    st.caption(f"{guide.AGAINST[against].definition} {guide.AGAINST[against].caveat}")
    if against == "best":
        return "best", ()
    places = st.columns(COLUMNS) if labels else []
    order = list(labels)

    def draw(name: str, own: str) -> str | None:
        with places[order.index(name) % COLUMNS]:
            return st.selectbox(
                _("{attribute}: reference").format(attribute=attributes.name(name)),
                list(labels[name]),
                None,
                lambda label: attributes.group(label, name),
                key=own,
                on_change=session.touch,
                placeholder=_("the largest group"),
            )

    return "reference", tuple(chooser.each(labels, session.NAMED, draw).items())


def tolerance() -> tuple[float, float]:
    """One of three bands, or one's own."""
    names = {key: term.name for key, term in guide.TOLERANCES.items()} | {OWN: _("A band of your own")}
    key = chooser.one(_("A gap matters outside of"), list(names), session.BAND, lambda key: names[key])
    if key != OWN:
        term = guide.TOLERANCES[key]
        st.caption(f"{term.definition} {term.caveat}".strip())
        return guide.BANDS[key]
    left, right = st.columns(COLUMNS)
    with left:
        low = chooser.number(_("Lower end"), session.LOWER, LOW, 1 - STEP, 0.8, STEP)
    with right:
        high = chooser.number(_("Upper end"), session.UPPER, 1 + STEP, HIGH, 1.25, STEP)
    st.caption(_("Ratios of a group to its reference; 1 is the same. Decide it by what is at stake, not by results."))
    return low, high
