"""Who could be harmed: the groups to ask about, with their sizes, before any result."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser
from dashboard.components import cohort as cohorts
from dashboard.components.text import plain
from engine.audit import GroupSize, guide
from engine.audit.groupings import LEVELS
from engine.audit.groups import UNKNOWN
from engine.config import Cohort
from engine.words import _, attributes
from engine.words.sizes import told
from engine.workspace import DatasetRecord

MOST = 12
"""Groupings of one plan: each adds comparisons, and all of them share the error rate."""
SHOWN = 8
"""Groups of a grouping that are listed with their sizes; more are counted."""


@dataclass(frozen=True, slots=True)
class Who:
    """Groupings by name, the cohort among them, and the groups that can be a reference, by grouping."""

    names: tuple[str, ...]
    cohorts: tuple[Cohort, ...]
    labels: dict[str, list[str]]


def choose(record: DatasetRecord) -> Who:
    """Attributes of users and of items; the cohort of the sidebar is asked about too."""
    schema = record.schema
    options = {
        chooser.encoded(name): f"{attributes.side(side)}: {attributes.name(name)}"
        for side in ("user", "item")
        for name in guide.attributes_of(schema, side)
    }
    names = {chooser.encoded(name): name for side in ("user", "item") for name in guide.attributes_of(schema, side)}
    first = [chooser.encoded(name) for name in guide.usual(schema).attributes]
    chosen = chooser.several(_("Groups by"), list(options), session.WHO, lambda key: options[key], first, MOST)
    cohort = cohorts.chosen(record.id)
    found = [names[key] for key in chosen]
    sizes = _sizes(record)
    lines = [(attributes.name(name), _groups(sizes.get(name), name)) for name in found]
    if cohort is not None:
        lines.append((cohort.name, cohorts.describe(record, cohort)))
    _table(lines)
    labels = {name: _references(sizes.get(name), name) for name in found}
    asked = (cohort,) if cohort is not None else ()
    return Who((*found, *(one.name for one in asked)), asked, {n: of for n, of in labels.items() if of})


def _sizes(record: DatasetRecord) -> dict[str, list[GroupSize]]:
    """The groups of each column with their sizes; nothing where there is too much to count on a page."""
    if record.schema.n_users + record.schema.n_items > compute.MOST_COUNTED:
        return {}
    found: dict[str, list[GroupSize]] = {}
    for size in compute.sizes(record.id):
        found.setdefault(size.attribute, []).append(size)
    return found


def _groups(sizes: list[GroupSize] | None, name: str) -> str:
    if sizes is None:
        levels = [attributes.group(level, name) for level in LEVELS.get(name, ())]
        return ", ".join(levels) or _("not counted here: the dataset is too large for a page")
    shown = [f"{attributes.group(one.group, name)}: {told(one.n, one.step)}" for one in sizes[:SHOWN]]
    more = [_("and {n} more").format(n=len(sizes) - SHOWN)] if len(sizes) > SHOWN else []
    return " · ".join([*shown, *more])


def _references(sizes: list[GroupSize] | None, name: str) -> list[str]:
    """Groups that the others can be compared with."""
    if sizes is None:
        return list(LEVELS.get(name, ()))
    return [one.group for one in sizes if one.n is not None and one.group != UNKNOWN]


def _table(lines: Sequence[tuple[str, str]]) -> None:
    if not lines:
        st.info(_("Choose the groups that could be harmed: without groups there is nothing to compare."))
        return
    shown = [{_("Groups by"): plain(name), _("Groups and sizes"): plain(text, 600)} for name, text in lines]
    st.table(
        pd.DataFrame(shown), border="horizontal", hide_index=True, alt=_("The groups of this plan with their sizes")
    )
