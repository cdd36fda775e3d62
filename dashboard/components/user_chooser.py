"""One user to explain: typed, or taken from a handful of examples."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser
from dashboard.components.text import plain
from engine.contracts import Run
from engine.explain.examples import Example
from engine.words import _, attributes, plural
from engine.words import explanations as words

LONGEST = 200
"""Characters of an id that can be typed."""


def show(run: Run) -> str | None:
    """The id of the user, None while nobody is chosen. Examples are of this run: users with a list."""
    user = chooser.typed(_("User"), session.USER, _("An id as it stands in the uploaded files"), LONGEST)
    found = compute.examples(run.id)
    if found:
        st.caption(_("Or one of these: different activity, different groups."))
        with st.container(horizontal=True):
            for example in found:
                st.button(
                    _label(example),
                    key=f"example_{example.user}",
                    on_click=session.take,
                    args=(session.USER, example.user),
                )
    return user


def _label(example: Example) -> str:
    """Id, why this one, and the training interactions."""
    why = _(words.PLACES[example.place])
    if example.attribute:
        why = f"{attributes.name(example.attribute)}: {attributes.group(example.group)}"
    active = plural("{n} interaction", "{n} interactions", example.interactions)
    return f"**{plain(example.user, 30)}** · {plain(why, 40)} · {active}"
