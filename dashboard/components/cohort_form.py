"""The saved cohorts of a dataset, each with its size, and a form for another one."""

from functools import partial

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, cohort, notices
from dashboard.components.text import plain
from engine.audit.groups import UNKNOWN, groupable
from engine.config import Cohort
from engine.errors import InputError
from engine.words import _, attributes
from engine.workspace import DatasetRecord

CONDITIONS = 3
LONGEST = 60
"""Characters of a name: it stands in tables and figures."""


def show(record: DatasetRecord) -> None:
    """What cohorts are, those that there are, and the form."""
    st.caption(
        _(
            "A cohort is a group that you name: those who have one value of one to three attributes, against everyone"
            " else. Choose it in the sidebar: it stays chosen over the pages of this dataset."
        )
    )
    cohort.chosen(record.id)
    for one in compute.cohorts(record.id):
        _line(record, one)
    if record.schema.n_users + record.schema.n_items > compute.MOST_COUNTED:
        most = f"{compute.MOST_COUNTED:,}"
        st.caption(
            _("More than {most} users and items: save cohorts with `equipoise cohorts`.").format(most=plain(most))
        )
        return
    with st.expander(_("Save a cohort"), key="cohort_form"):
        _form(record)


def _line(record: DatasetRecord, one: Cohort) -> None:
    left, right = st.columns((4, 1), vertical_alignment="center")
    left.markdown(f"**{plain(one.name)}** · {plain(cohort.describe(record, one), 400)}")
    if right.button(_("Forget"), key=f"forget_{cohort.identifier(one)}", width="stretch"):
        compute.drop_cohort(record.id, one.name)
        if session.at_hand(session.COHORT) == cohort.identifier(one):
            session.take_along(session.COHORT, None)
            chooser.drop(session.COHORT)
        session.notice(_("The cohort is forgotten. Audits that were made with it keep it."))
        st.rerun()


def _form(record: DatasetRecord) -> None:
    labels = _labels(record)
    if not labels:
        st.caption(_("This dataset has no attribute to make cohorts of."))
        return
    conditions = _conditions(record, labels)
    name = st.text_input(
        _("Name"), key=session.COHORT_NAME, max_chars=LONGEST, placeholder=_("for example: young rural users")
    )
    made = _made(name or "", conditions)
    if made is not None:
        st.caption(plain(cohort.describe(record, made), 400))
    if st.button(_("Save"), type="primary", key="save_cohort", disabled=made is None) and made is not None:
        _save(record, made)


def _conditions(record: DatasetRecord, labels: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """One to three rows of an attribute and a value; a further one is offered where it may be joined."""
    found: list[tuple[str, str]] = []
    for place in range(CONDITIONS):
        options = _joinable(record, list(labels), [attribute for attribute, _label in found])
        if not options:
            break
        left, right = st.columns(2)
        own = session.condition("attribute", place)
        session.forget(own, options)
        title = _("Attribute") if not place else _("and another attribute")
        attribute = left.selectbox(title, options, None, attributes.name, key=own, placeholder=_("none"))
        if attribute is None:
            break
        of_value = session.condition("value", place)
        session.forget(of_value, labels[attribute])
        shown = partial(attributes.group, attribute=attribute)
        label = right.selectbox(_("Value"), labels[attribute], None, shown, key=of_value)
        if label is None:
            break
        found.append((attribute, label))
    return tuple(found)


def _joinable(record: DatasetRecord, names: list[str], before: list[str]) -> list[str]:
    """Attributes that may stand beside those before: users' only where their intersections are protected."""
    if not before:
        return names
    users = {one.name for one in record.schema.user_attributes}
    if before[0] not in users:
        return [name for name in names if name not in users and name not in before]
    axes = compute.lattice(record.id)
    return [name for name in axes if name not in before] if set(before) <= set(axes) else []


def _labels(record: DatasetRecord) -> dict[str, list[str]]:
    """The values of each attribute that can be grouped by."""
    known = [one.name for one in groupable(record.schema)]
    found: dict[str, list[str]] = {}
    for size in compute.sizes(record.id):
        if size.attribute in known and size.group != UNKNOWN:
            found.setdefault(size.attribute, []).append(size.group)
    return found


def _made(name: str, conditions: tuple[tuple[str, str], ...]) -> Cohort | None:
    """The cohort of the fields; None until they are filled in."""
    if not name.strip() or not conditions:
        return None
    try:
        return Cohort(name.strip(), conditions)
    except InputError as error:
        notices.failed(str(error))
        return None


def _save(record: DatasetRecord, made: Cohort) -> None:
    try:
        compute.save_cohort(record.id, made)
    except InputError as error:
        notices.failed(str(error))
        return
    session.take_along(session.COHORT, cohort.identifier(made))
    chooser.go(session.COHORT, cohort.identifier(made))
    session.notice(_("The cohort is saved and chosen."))
    st.rerun()
