"""Intersections: one metric among those who share two or three traits, withheld cells hatched."""

import pandas as pd
import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, figures
from dashboard.components.text import plain
from engine.audit.crossing import Crossing
from engine.audit.withheld import Hidden, hidden_in
from engine.charts import heatmap, numbers
from engine.contracts import AuditTable, Schema
from engine.metrics import USER_METRICS
from engine.words import _, attributes, metrics

MOST_COLUMNS = 12
"""Columns of a table that can still be read; the attribute with more groups goes downwards."""


def show(table: AuditTable, schema: Schema) -> None:
    """Choose two attributes, perhaps a third to stay within, and a metric."""
    lattice = compute.lattice(table.dataset_id)
    _left_out(schema, lattice)
    keys = {metrics.label(row.metric, dict(row.parameters)): row.metric for row in table.rows if _measured(row.metric)}
    if len(lattice) < 2 or not keys:
        st.info(_("Nothing can be crossed: it takes two attributes of users, and a metric of users."))
        return
    attributes_chosen = _attributes(lattice)
    if attributes_chosen is None:
        return
    named = {metric: name for name, metric in keys.items()}
    metric = chooser.one(_("Metric of the cells"), list(named), session.CELL, lambda one: named[one])
    found = compute.crossing(table, metric, attributes_chosen)
    if not found.cells:
        st.info(_("{metric} is undefined for this run: it lacks what the metric needs.").format(metric=named[metric]))
        return
    _draw(found, attributes_chosen, hidden_in(table.rows), named[metric])


def _measured(metric: str) -> bool:
    return metric in USER_METRICS


def _attributes(lattice: tuple[str, ...]) -> tuple[str, ...] | None:
    left, middle, right = st.columns(3)
    with left:
        down = chooser.one(_("First attribute"), lattice, session.DOWN, attributes.name)
    others = [name for name in lattice if name != down]
    with middle:
        across = chooser.one(_("Second attribute"), others, session.ACROSS, attributes.name)
    third = [name for name in others if name != across]
    with right:
        within = chooser.maybe(_("Within a third"), third, session.WITHIN, attributes.name, _("all users"))
    return (down, across) if within is None else (down, across, within)


def _draw(found: Crossing, wanted: tuple[str, ...], hidden: Hidden, name: str) -> None:
    """`wanted` is in the order of the choosers; the crossing is in that of the schema."""
    labels = dict(zip(found.attributes, found.labels, strict=True))
    first, second = sorted(wanted[:2], key=lambda one: -len(labels[one]))
    within = wanted[2] if len(wanted) > 2 else None
    only = None
    if within is not None:
        only = chooser.one(
            attributes.name(within), labels[within], session.ONLY, lambda one: attributes.group(one, within)
        )
    rows, columns = labels[first], labels[second][:MOST_COLUMNS]
    cells: dict[tuple[str, str], heatmap.Cell] = {}
    for key, row in found.cells.items():
        of = dict(zip(found.attributes, key, strict=True))
        if only is not None and within is not None and of[within] != only:
            continue
        gone = any(label in hidden.get(attribute, frozenset()) for attribute, label in of.items())
        cell = heatmap.Cell(None, None) if gone else heatmap.Cell(row.n, row.value, row.low, row.high)
        cells[_shown(first, of[first]), _shown(second, of[second])] = cell
    down, across = [_shown(first, one) for one in rows], [_shown(second, one) for one in columns]
    figure = heatmap.heatmap(down, across, cells, figures.theme())
    figures.draw(figure, heatmap.describe(down, across, cells), "look_crossing")
    st.caption(
        _(
            "{metric} in the cells, a stronger colour is a higher value; hatched: withheld; empty: nobody. Point at a"
            " cell for its interval and n. Exploratory: not declared in advance, so there is no verdict."
        ).format(metric=name)
    )
    if len(columns) < len(labels[second]):
        st.caption(_("The first {shown} of {n} columns.").format(shown=len(columns), n=len(labels[second])))
    _table(cells, name)


def _shown(attribute: str, label: str) -> str:
    return attributes.group(label, attribute)


def _table(cells: dict[tuple[str, str], heatmap.Cell], name: str) -> None:
    lines = [
        {
            _("Cell"): f"**{plain(row)}** × **{plain(column)}**",
            _("Users"): numbers.count(cell.n),
            f"{name} [{_('95% interval')}]": f"{numbers.number(cell.value)} "
            f"{plain(numbers.value_interval(cell.low, cell.high)) if cell.low is not None else ''}",
        }
        for (row, column), cell in cells.items()
    ]
    with st.expander(_("The cells as a table")):
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The cells of the intersection"))


def _left_out(schema: Schema, lattice: tuple[str, ...]) -> None:
    others = [attributes.name(one.name) for one in schema.user_attributes if one.name not in lattice]
    if others:
        text = _(
            "Not crossed: {names}. Only attributes with one value a user and not too many cells together can be"
            " protected against working out small groups."
        )
        st.caption(plain(text.format(names=", ".join(others)), 400))
