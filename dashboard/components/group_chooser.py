"""One attribute under one metric: figure, table, definition."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, cohort, definitions, figures, group_table, notices
from engine.audit.groupings import side_of
from engine.config import Cohort
from engine.contracts import AuditRow, AuditTable
from engine.errors import InputError
from engine.words import _, attributes, metrics

COHORT = "cohort"
"""The side that the chosen cohort has in the address, where its name may not stand."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at: rows of one metric by one grouping; `metric` as `ndcg@10`, `cohort` where it is one."""

    side: str
    attribute: str
    metric: str
    rows: tuple[AuditRow, ...]
    cohort: Cohort | None = None

    @property
    def kind(self) -> str:
        """The metric without its list length."""
        return self.rows[0].metric


def show(table: AuditTable, saved: Cohort | None) -> Chosen | None:
    """Choose grouping and metric, which stand in the URL, and see all groups; `saved`: a cohort to look at too."""
    names = {f"{row.side}.{row.attribute}": row.attribute for row in table.rows}
    if saved is not None and saved.name not in names.values():
        names[f"{COHORT}.{cohort.identifier(saved)}"] = saved.name
    if not names:
        st.info(_("This audit has no groups: the dataset has no attribute to group by."))
        return None
    _asked(names, table.dataset_id)
    left, right = st.columns(2)
    with left:
        key = chooser.one(_("Groups by"), list(names), session.ATTRIBUTE, lambda one: _named(one, names))
    with right:
        chosen = _of_cohort(table, saved) if key.startswith(f"{COHORT}.") and saved else _of_audit(table, key)
    if chosen is None:
        return None
    if all(row.verdict is None for row in chosen.rows if not row.is_reference):
        st.caption(_("Exploratory: not declared in advance, so each interval holds alone and there is no verdict."))
    definitions.show(chosen.metric, metrics.label(chosen.metric), dict(chosen.rows[0].parameters))
    figures.gaps(chosen.rows, "groups")
    group_table.show(chosen.rows)
    return chosen


def _of_audit(table: AuditTable, key: str) -> Chosen:
    own = [row for row in table.rows if f"{row.side}.{row.attribute}" == key]
    metric = chooser.one(_("Metric"), _keys(own), session.METRIC, metrics.label)
    return Chosen(own[0].side, own[0].attribute, metric, tuple(row for row in own if _key(row) == metric))


def _of_cohort(table: AuditTable, saved: Cohort) -> Chosen | None:
    """A cohort that was saved after the audit: its rows are computed now."""
    record = {one.id: one for one in compute.datasets()}[table.dataset_id]
    side = side_of(saved.name, record.schema, (saved,))
    known = {_key(row): row.metric for row in table.rows if row.side == side and row.scale != "index"}
    if not known:
        st.info(_("This audit has no metric of {side}.").format(side=attributes.side(side).lower()))
        return None
    metric = chooser.one(_("Metric"), list(known), session.METRIC, metrics.label)
    if record.schema.n_interactions > compute.MOST_EXPLORED:
        st.info(_("This log is too large to compute a cohort while the page waits: plan an audit that shows it."))
        return None
    try:
        rows = compute.explored(table, known[metric], saved.name, cohort=saved)
    except InputError as error:
        notices.failed(str(error))
        return None
    return Chosen(side, saved.name, metric, rows, saved) if rows else None


def _asked(names: Mapping[str, str], dataset_id: str) -> None:
    """Say why an attribute that the URL asks for cannot be had; the first one is shown instead."""
    asked = chooser.asked(session.ATTRIBUTE)
    if asked and asked not in names and not asked.startswith(f"{COHORT}."):
        name = asked.partition(".")[2] or asked
        other = _("This audit has no groups by “{attribute}”. Choose one of those below.").format(attribute=name)
        notices.failed(compute.ungrouped(dataset_id).get(name, other))


def _keys(rows: list[AuditRow]) -> list[str]:
    return list(dict.fromkeys(map(_key, rows)))


def _key(row: AuditRow) -> str:
    k = dict(row.parameters).get("k")
    return f"{row.metric}@{k}" if k else row.metric


def _named(key: str, names: Mapping[str, str]) -> str:
    side = key.partition(".")[0]
    name = names[key] if side == COHORT else attributes.name(names[key])
    return f"{_('Cohort') if side == COHORT else attributes.side(side)}: {name}"
