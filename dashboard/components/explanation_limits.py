"""How an explanation was made, and what it does not say."""

import streamlit as st

from dashboard.components.text import plain
from engine.explain import Explanation, shown
from engine.words import _
from engine.words import explanations as words


def show(found: Explanation) -> None:
    """Method and limits, one click away."""
    with st.expander(_("Method and limits")):
        st.markdown("\n".join(f"- {plain(line, 600)}" for line in shown.method(found)))
        st.markdown(f"**{_('What is not claimed')}**")
        st.markdown("\n".join(f"- {plain(line, 600)}" for line in words.caveats()))
