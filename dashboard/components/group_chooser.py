"""One attribute under one metric: figure, table, definition."""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, definitions, figures, group_table, notices
from engine.contracts import AuditRow, AuditTable
from engine.words import _, attributes, metrics


def show(table: AuditTable) -> None:
    """Choose the attribute and the metric; both stand in the URL."""
    names = list(dict.fromkeys(f"{row.side}.{row.attribute}" for row in table.rows))
    if not names:
        st.info(_("This audit has no groups: the dataset has no attribute to group by."))
        return
    _asked(names, table.dataset_id)
    left, right = st.columns(2)
    with left:
        attribute = chooser.one(_("Groups by"), names, session.ATTRIBUTE, _attribute)
    own = [row for row in table.rows if f"{row.side}.{row.attribute}" == attribute]
    keys = list(dict.fromkeys(_key(row) for row in own))
    with right:
        metric = chooser.one(_("Metric"), keys, session.METRIC, metrics.label)
    rows = [row for row in own if _key(row) == metric]
    if all(row.verdict is None for row in rows if not row.is_reference):
        st.caption(_("Exploratory: not declared in advance, so each interval holds alone and there is no verdict."))
    definitions.show(metric, metrics.label(metric))
    figures.gaps(rows, "groups")
    group_table.show(rows)


def _asked(names: list[str], dataset_id: str) -> None:
    """Say why an attribute that the URL asks for cannot be had; the first one is shown instead."""
    asked = chooser.asked(session.ATTRIBUTE)
    if asked and asked not in names:
        name = asked.partition(".")[2] or asked
        other = _("This audit has no groups by “{attribute}”. Choose one of those below.").format(attribute=name)
        notices.failed(compute.ungrouped(dataset_id).get(name, other))


def _key(row: AuditRow) -> str:
    k = dict(row.parameters).get("k")
    return f"{row.metric}@{k}" if k else row.metric


def _attribute(key: str) -> str:
    side, _dot, attribute = key.partition(".")
    return f"{attributes.side(side)}: {attributes.name(attribute)}"
