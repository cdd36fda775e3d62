"""The size of a dataset, as cards."""

import streamlit as st

from engine.contracts import Schema
from engine.words import _

CARD = 168  # two beside each other on a telephone


def cards(schema: Schema) -> None:
    """Users, items, interactions, and how many of these were shown at random."""
    with st.container(horizontal=True):
        st.metric(_("Users"), f"{schema.n_users:,}", border=True, width=CARD)
        st.metric(_("Items"), f"{schema.n_items:,}", border=True, width=CARD)
        st.metric(_("Interactions"), f"{schema.n_interactions:,}", border=True, width=CARD)
        tip = _("Interactions whose exposure was random. Without them nobody can say what users prefer.")
        st.metric(_("Shown at random"), f"{schema.n_randomized:,}", border=True, width=CARD, help=tip)
