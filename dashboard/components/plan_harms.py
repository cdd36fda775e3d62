"""Which harms a plan looks for; those that this run can't show are there with the reason."""

from collections.abc import Mapping

import streamlit as st

from dashboard import session
from dashboard.components import chooser
from engine.audit import guide
from engine.words import _, mark, verdicts
from engine.words import guide as words

SIDES = {"user": mark("Harm to people who are served"), "item": mark("Harm to those who supply items")}


def choose(unmeasurable: Mapping[str, str], sides: set[str]) -> tuple[str, ...]:
    """A checkbox a harm, with what it means below it.

    `unmeasurable`: reason codes by harm; `sides`: those of which groups were chosen.
    """
    places = dict(zip(SIDES, st.columns(2, gap="large"), strict=True))
    for side, title in SIDES.items():
        places[side].markdown(f"**{_(title)}**")

    def draw(key: str, own: str) -> bool:
        why = _why_not(key, unmeasurable, sides)
        term = words.HARMS[key]
        with places[guide.HARMS[key].side], st.container(gap=None):
            on = st.checkbox(term.name, key=own, disabled=bool(why), on_change=session.touch)
            st.caption(why or f"{term.definition} {term.caveat}")
        return on and not why

    return tuple(chooser.ticks(list(guide.HARMS), session.HARMS, guide.USUAL, draw))


def _why_not(key: str, unmeasurable: Mapping[str, str], sides: set[str]) -> str:
    """Why a harm can't be asked about; empty where it can."""
    if key in unmeasurable:
        return _("Can't be measured on this run: {reason}.").format(reason=verdicts.reason(unmeasurable[key]))
    side = guide.HARMS[key].side
    if side in sides:
        return ""
    return _("Choose groups of users above first.") if side == "user" else _("Choose groups of items above first.")
