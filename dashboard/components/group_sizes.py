"""How many users and items each group has, before any metric is looked at."""

import streamlit as st

from dashboard import compute
from dashboard.components import figures
from dashboard.components.text import plain
from engine.words import _, attributes


def show(dataset_id: str) -> None:
    """A figure for each attribute, users first; small groups are withheld."""
    sizes = compute.sizes(dataset_id)
    found = list(dict.fromkeys((size.side, size.attribute) for size in sizes))
    if not found:
        st.info(_("This dataset has no attribute to group by: bring a users or items file with attributes."))
        return
    places = st.columns(2, gap="large")
    for place, (side, attribute) in enumerate(found):
        own = [(size.group, size.n) for size in sizes if (size.side, size.attribute) == (side, attribute)]
        with places[place % 2]:
            st.markdown(f"**{attributes.side(side)}: {plain(attributes.name(attribute))}**")
            figures.sizes(own[:20], f"sizes_{side}_{attribute}")
            if len(own) > 20:
                st.caption(_("The first 20 of {n} groups.").format(n=len(own)))
    if any(size.n is None for size in sizes):
        st.caption(_("“Withheld”: fewer than 10 users or 3 providers, or a size from which such a group would show."))
