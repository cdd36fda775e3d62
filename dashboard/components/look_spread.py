"""The drill-down: how many a group has, and how the metric is spread among its users. Aggregates only."""

import streamlit as st

from dashboard import compute
from dashboard.components import figures
from dashboard.components.group_chooser import Chosen
from engine.audit.distribution import LEAST_TO_DRAW, Distribution
from engine.audit.joined import joined
from engine.audit.withheld import hidden_in
from engine.charts import numbers, spreads
from engine.config import AuditConfig, parse
from engine.contracts import AuditTable, Schema
from engine.metrics import USER_METRICS
from engine.words import _, attributes, metrics
from engine.words.sizes import JOINED

MOST_SIZES = 20


def show(table: AuditTable, chosen: Chosen, schema: Schema) -> None:
    """Sizes of the chosen groups, and the spread of the chosen metric in them."""
    sizes = [(attributes.group(row.group, row.attribute), row.n) for row in chosen.rows]
    name = metrics.label(chosen.metric)
    st.markdown(f"**{_('Group sizes')}** :gray[{_size_note(chosen.side)}]")
    figures.sizes(sizes[:MOST_SIZES], numbers.count, "look_sizes")
    if len(sizes) > MOST_SIZES:
        st.caption(_("The first {shown} of {n} groups.").format(shown=MOST_SIZES, n=len(sizes)))
    if chosen.kind not in USER_METRICS:
        st.caption(_("This metric has no value for each user, so there is no spread to show."))
        return
    cohorts = parse(AuditConfig, dict(table.config)).cohorts
    if joined(chosen.attribute, schema, (*cohorts, *((chosen.cohort,) if chosen.cohort else ()))):
        st.caption(_("No spread is shown for groups that join several columns: {reason}").format(reason=_(JOINED)))
        return
    found = compute.spread(table, chosen.kind, chosen.attribute, chosen.cohort)
    st.markdown(f"**{_('Spread of {metric} among the users of a group').format(metric=name)}**")
    rows = [] if found is None else _rows(table, found)
    if found is None or not rows:
        text = _("No spread to show: the metric has no or one value, or no group has {n} users who can be judged.")
        st.caption(text.format(n=LEAST_TO_DRAW))
        return
    figures.draw(
        spreads.spreads(found.edges, rows, figures.theme()), spreads.describe(found.edges, rows), "look_spread"
    )
    if len(rows) > spreads.MOST_ROWS:
        st.caption(_("The first {shown} of {n} groups.").format(shown=spreads.MOST_ROWS, n=len(rows)))
    note = _(
        "Groups of fewer than {n} users are left out. Bins that hold 1 to 9 users of a group are withheld, and those"
        " from which their number would follow. Shares are of the users who can be judged, to whole percents."
    )
    st.caption(note.format(n=LEAST_TO_DRAW))


def _rows(table: AuditTable, found: Distribution) -> list[spreads.Spread]:
    hidden = hidden_in(table.rows).get(found.attribute, frozenset())
    return [
        spreads.Spread(attributes.group(one.group, found.attribute), one.n, one.shares, one.mean)
        for one in found.groups
        if one.group not in hidden
    ]


def _size_note(side: str) -> str:
    return _("users whom the test set can judge") if side == "user" else _("items")
