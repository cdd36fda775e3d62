"""What the lists put in front of people: how exposure is spread, who has the first places, what leanings grow."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, figures
from engine.audit.withheld import hidden_in
from engine.charts import exposure, leanings, places
from engine.contracts import AuditTable
from engine.words import _, attributes, mark

CURVES = {"items": mark("Items"), "providers": mark("Providers")}


def show(table: AuditTable) -> None:
    """Three figures about the lists alone, whatever anybody prefers."""
    items = list(dict.fromkeys(row.attribute for row in table.rows if row.side == "item"))
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{_('How exposure is spread')}**")
        _curves(table)
    with right:
        st.markdown(f"**{_('Who has which place')}**")
        _places(table, items)
    st.markdown(f"**{_('Do the lists strengthen what groups lean to?')}**")
    _leanings(table, items)


def _curves(table: AuditTable) -> None:
    found = compute.exposure(table)
    drawn = [
        exposure.Curve(
            _(CURVES[key]), list(zip(curve.units.tolist(), curve.exposure.tolist(), strict=True)), curve.gini
        )
        for key, curve in found.items()
    ]
    drawn = [curve for curve in drawn if curve.points]
    if not drawn:
        st.caption(_("Fewer than 10 users have a list, so nothing is shown."))
        return
    figures.draw(exposure.exposure(drawn, figures.theme()), exposure.describe(drawn), "look_exposure")
    st.caption(
        _("Exposure: a place counts 1/log₂(1 + place). A Gini index of 0 is exposure alike for all, 1 is all for one.")
    )


def _places(table: AuditTable, items: list[str]) -> None:
    if not items:
        st.caption(_("This dataset has no attribute of items to group by."))
        return
    attribute = chooser.one(_("Items by"), items, session.PLACED, attributes.name)
    hidden = {row.group for row in table.rows if row.attribute == attribute and row.reason == "few_providers"}
    found = [
        places.Place(attributes.group(one.group, attribute), one.shares, one.catalogue)
        for one in compute.places(table, attribute)
        if one.group not in hidden
    ]
    if not found:
        st.caption(_("All groups of this attribute are withheld."))
        return
    figures.draw(places.places(found, figures.theme()), places.describe(found), "look_places")
    st.caption(
        _("Solid: the group's share of a place. Dotted: its share of the catalogue. No interval: a description.")
    )
    if len(found) > len(places.most(found)):
        text = _("The {shown} groups with the most items, of {n}.")
        st.caption(text.format(shown=len(places.most(found)), n=len(found)))


def _leanings(table: AuditTable, items: list[str]) -> None:
    users = list(dict.fromkeys(row.attribute for row in table.rows if row.side == "user"))
    if not users or not items:
        st.caption(_("It takes an attribute of users and one of items."))
        return
    left, right = st.columns(2)
    with left:
        attribute = chooser.one(_("Groups of users by"), users, session.LEANS, attributes.name)
    with right:
        own = table.config.get("categories")
        first = own if own in items else None
        categories = chooser.one(_("Categories of items by"), items, session.CATEGORY, attributes.name, first)
    hidden = hidden_in(table.rows).get(attribute, frozenset())
    dots = [
        leanings.Dot(
            attributes.group(one.group, attribute),
            attributes.group(one.category, categories),
            one.disparity,
            one.low,
            one.high,
        )
        for one in compute.leanings(table, attribute, categories)
        if one.group not in hidden
    ]
    if not dots:
        st.caption(_("No group and category can be compared here."))
        return
    figures.draw(leanings.leanings(dots, figures.theme()), leanings.describe(dots), "look_leanings")
    note = _(
        "A group's leaning: how much more of a category is in its history than in the catalogue. 0: its lists lean"
        " alike; +50%: by half as much more. Each interval is at 95% for itself alone."
    )
    st.caption(" ".join(part for part in (note, leanings.left_out(dots)) if part))
