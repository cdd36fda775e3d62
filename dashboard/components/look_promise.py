"""Calibration of predictions by group: does each group find what it was promised?"""

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, figures
from engine.audit.joined import joined
from engine.audit.sizes import STEP
from engine.audit.withheld import hidden_in
from engine.charts import reliability
from engine.config import AuditConfig, parse
from engine.contracts import AuditTable, Run, Schema
from engine.words import _, attributes, metrics
from engine.words.sizes import JOINED, told


def show(run: Run, table: AuditTable, schema: Schema) -> None:
    """Mean feedback by mean prediction, a line a group; else why there is none."""
    every = list(dict.fromkeys(row.attribute for row in table.rows if row.side == "user"))
    cohorts = parse(AuditConfig, dict(table.config)).cohorts
    users = [name for name in every if not joined(name, schema, cohorts)]
    if not users:
        st.caption(_("This dataset has no attribute of users to group by."))
        return
    attribute = chooser.one(_("Groups of users by"), users, session.PROMISED, attributes.name)
    found = compute.promised(table, attribute)
    if not found:
        _why_not(run, table)
        return
    hidden = hidden_in(table.rows).get(attribute, frozenset())
    lines = [
        reliability.Line(
            attributes.group(one.group, attribute),
            [
                None if p is None else reliability.Point(p.predicted, p.observed, told(p.users, STEP))
                for p in one.levels
            ],
        )
        for one in found
        if one.group not in hidden
    ]
    drawn = reliability.shown(lines)
    if not drawn:
        st.caption(_("Each level of each group has fewer than 10 users, so nothing is shown."))
        return
    figures.draw(reliability.reliability(lines, figures.theme()), reliability.describe(lines), "look_promised")
    st.caption(
        _(
            "Test pairs in fifths of the prediction. Below the dotted line the system promises more than the group"
            " finds, above it less. A level of fewer than 10 users is withheld. A description: no interval."
        )
    )
    if len(users) < len(every):
        st.caption(_("Intersections are left out: {reason}").format(reason=_(JOINED)))
    if len(drawn) < len(lines):
        st.caption(_("{shown} of {n} groups are drawn.").format(shown=len(drawn), n=len(lines)))


def _why_not(run: Run, table: AuditTable) -> None:
    if "model" not in run.config:
        why = _("These lists came without scores, so there is no prediction to hold against what people found.")
    else:
        why = _(
            "The scores of this run rank items and predict no feedback (an objective such as BPR), or there is no test"
            " interaction, so there is no prediction to hold against what people found."
        )
    st.info(why)
    if any(row.metric == "calibration" for row in table.rows):
        text = _(
            "What can be asked of any lists: do they mix categories as the user's history does? That is the metric"
            " “{metric}” in the groups above."
        )
        st.caption(text.format(metric=metrics.label("calibration")))
