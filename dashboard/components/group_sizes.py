"""How many users and items each group has, before any metric is looked at."""

import pandas as pd
import streamlit as st

from dashboard import compute
from dashboard.components import figures
from dashboard.components.text import plain
from engine import columns
from engine.words import _, attributes, plural
from engine.words import sizes as words
from engine.workspace import DatasetRecord

MOST = 14
MOST_LISTED = 500
"""Groups that a page lists: more of them nobody reads, and each weighs on the browser."""
TALLEST = 320


def show(record: DatasetRecord) -> None:
    """A figure for each attribute, users first; small groups are withheld. What makes no groups is said first."""
    if record.schema.n_users + record.schema.n_items > compute.MOST_COUNTED:
        most = f"{compute.MOST_COUNTED:,}"
        st.info(
            _("More than {most} users and items: a page does not count them. Diagnose does, as a job.").format(
                most=most
            )
        )
        return
    with st.spinner(_("Counting …")):
        sizes, ungrouped = compute.sizes(record.id), compute.ungrouped(record.id)
    found = list(dict.fromkeys((size.side, size.attribute) for size in sizes))
    for one in (*record.schema.user_attributes, *record.schema.item_attributes):
        if one.name in ungrouped and one.kind != "text":  # nobody expects groups by titles
            st.caption(f"▲ {plain(ungrouped[one.name], 400)}")
    texts = [a.name for a in (*record.schema.user_attributes, *record.schema.item_attributes) if a.kind == "text"]
    if texts:
        names = plain(", ".join(texts), 300)
        st.caption(_("Kept, but too varied to make groups: {names}.").format(names=names))
    if not found:
        st.info(_("This dataset has no attribute to group by: bring a users or items file with attributes."))
        return
    places, heights = st.columns(2, gap="large"), [0, 0]
    for side, attribute in found:
        of = [size for size in sizes if (size.side, size.attribute) == (side, attribute)]
        own, step = [(size.group, size.n) for size in of], of[0].step
        lower = heights.index(min(heights))
        heights[lower] += 3 + (0 if _withheld(own) else min(len(own), MOST))
        with places[lower]:
            _attribute(side, attribute, own, step)
    if any(size.side == "user" for size in sizes):
        st.caption(_("Users are counted in steps of ten: exact sizes together can give small groups away."))
    if any(size.n is None for size in sizes):
        st.caption(_("“Withheld”: fewer than 10 users or 3 providers, or a size from which such a group would show."))


def _attribute(side: str, attribute: str, own: list[tuple[str, int | None]], step: int) -> None:
    st.markdown(f"**{attributes.side(side)}: {plain(attributes.name(attribute))}**")
    if _withheld(own):
        own_provider = _(
            "Each of these {n} groups is a single provider, so none can be shown. To judge them, bring an attribute"
            " of theirs, such as their size or country."
        )
        text = own_provider if attribute == columns.PROVIDER else _("All {n} groups are withheld.")
        st.caption(text.format(n=len(own)))
        return
    figures.sizes(own[:MOST], lambda n: words.told(n, step), f"sizes_{side}_{attribute}")
    if len(own) > MOST:
        _others(own[MOST:], step)


def _others(own: list[tuple[str, int | None]], step: int) -> None:
    """The groups that the figure has no room for, as a table."""
    with st.expander(plural("and {n} more group", "and {n} more groups", len(own))):
        lines = [(plain(attributes.group(group)), words.told(n, step)) for group, n in own[:MOST_LISTED]]
        frame = pd.DataFrame(lines, columns=[_("Group"), _("Size")])
        st.table(frame, border="horizontal", hide_index=True, height=TALLEST, alt=_("Further groups with their sizes"))
        if len(own) > MOST_LISTED:
            st.caption(_("The first {shown} of {n}.").format(shown=f"{MOST_LISTED:,}", n=f"{len(own):,}"))


def _withheld(own: list[tuple[str, int | None]]) -> bool:
    return all(n is None for _group, n in own)
