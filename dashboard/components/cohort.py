"""The saved cohort that is looked at: chosen in the sidebar, and chosen over all pages of its dataset."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser
from dashboard.components.text import plain
from engine.audit.saved import STEP
from engine.config import Cohort, digest
from engine.words import _, attributes
from engine.workspace import DatasetRecord


def chosen(dataset_id: str) -> Cohort | None:
    """The cohort that is chosen for a dataset; draws the chooser into the sidebar, where there is one to choose.

    A page that uses cohorts calls this once, after its dataset is known.
    """
    return _drawn(dataset_id)


def around(page: Callable[[], None]) -> None:
    """Draw a page; where it does not use cohorts the chooser stands beside it all the same, and says so."""
    try:
        page()
    finally:
        _rest()


def identifier(cohort: Cohort) -> str:
    """What stands in an address for a cohort: its name may be private, and may come to mean other people."""
    return digest(cohort)[:8]


def aside(record: DatasetRecord) -> None:
    """The chosen cohort with its size, on a page that can say no more of it."""
    found = chosen(record.id)
    if found is not None:
        text = _("Cohort {name}: {size}. What follows is not split by it; audits and comparisons are.")
        st.caption(text.format(name=plain(found.name), size=plain(describe(record, found), 400)))


def describe(record: DatasetRecord, cohort: Cohort) -> str:
    """What a cohort is and how large, in words; why it can't be made where it can't."""
    what = " × ".join(f"{attributes.name(a)} {attributes.group(label, a)}" for a, label in cohort.conditions)
    if record.schema.n_users + record.schema.n_items > compute.MOST_COUNTED:
        return what
    found = compute.cohort_size(record.id, cohort)
    if isinstance(found, str):
        return f"{what}: {found}"
    if found.least is None:
        return _("{what}: size withheld, so it will not be judged").format(what=what)
    text = _("{what}: {low:,} to {high:,} users") if found.side == "user" else _("{what}: {low:,} to {high:,} items")
    return text.format(what=what, low=found.least, high=found.least + STEP - 1)


def _rest() -> None:
    dataset_id = session.at_hand(session.DATASET)
    if session.COHORT in session.shown() or dataset_id not in {record.id for record in compute.datasets()}:
        return
    if dataset_id is not None and _drawn(dataset_id) is not None:
        st.sidebar.caption(_("This page does not use the cohort: what it shows is not split by it."))


def _drawn(dataset_id: str) -> Cohort | None:
    known = {identifier(one): one for one in compute.cohorts(dataset_id)}
    if not known:
        return None
    with st.sidebar:
        key = chooser.maybe(
            _("Cohort"),
            list(known),
            session.COHORT,
            lambda one: known[one].name,
            _("none"),
            session.at_hand(session.COHORT) if session.opened() else None,
        )
    session.take_along(session.COHORT, key)
    return None if key is None else known[key]
