"""Gaps between groups in each run, how they change, and what became of them in words."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, figures
from dashboard.components.compared import LETTERS, Compared, change, ratio, value
from dashboard.components.text import plain
from dashboard.components.verdict_table import whole
from engine.audit.comparison import GroupRow, Pattern
from engine.audit.moves import move
from engine.charts import numbers
from engine.contracts import AuditRow
from engine.words import _, attributes, comparisons, metrics, plural, verdicts
from engine.workspace.variants import STAGES, steps

DRAWN = 10
"""Groups that are drawn and listed at once; the others are one click away."""
COLORS = {
    "levelling_down": "orange",
    "widened": "orange",
    "reversed": "orange",
    "levelling_up": "blue",
    "narrowed": "blue",
}


def choose(of: Compared) -> list[GroupRow]:
    """Choose the attribute and the metric; both stand in the URL. Nothing where there are no groups."""
    rows = of.found.groups
    names = _ordered(of, list(dict.fromkeys(f"{row.side}.{row.attribute}" for row in rows)))
    if not names:
        st.info(_("There are no gaps to compare: the dataset has no attribute to group by."))
        return []
    chooser.missing(session.ATTRIBUTE, names, _("There are no groups by {id} to compare."))
    left, right = st.columns(2)
    with left:
        attribute = chooser.one(_("Groups by"), names, session.ATTRIBUTE, _named)
    own = [row for row in rows if f"{row.side}.{row.attribute}" == attribute]
    with right:
        keys = list(dict.fromkeys(map(_key, own)))
        metric = chooser.one(_("Metric"), keys, session.METRIC, metrics.label)
    return [row for row in own if _key(row) == metric]


def show(of: Compared, rows: Sequence[GroupRow]) -> None:
    """What happened in words, the gaps of all runs drawn, then every number."""
    for pattern in of.found.patterns:
        if (pattern.metric, pattern.attribute, "user") == (rows[0].metric, rows[0].attribute, rows[0].side):
            _pattern(of, pattern)
    shown, rest = rows[:DRAWN], rows[DRAWN:]
    figures.gaps([row for group in shown if not group.is_reference for row in _drawn(group, len(of.runs))], "compared")
    _table(of, shown)
    with st.container(horizontal=True):
        with st.popover(comparisons.TERMS["gap_change"].name):
            term = comparisons.TERMS["gap_change"]
            st.markdown(f"{term.definition} {term.caveat}")
            st.code(term.formula, language=None, wrap_lines=True)
        with st.popover(_("What the words mean")):
            for term in comparisons.CODES.values():
                st.markdown(f"**{term.name}**: {term.definition} :gray[{term.caveat}]")
        if rest:
            with st.popover(plural("{n} more group", "{n} more groups", len(rest))):
                _table(of, rest)
    st.caption(metrics.side_note(rows[0].side))


def _ordered(of: Compared, names: list[str]) -> list[str]:
    """First the attributes that a mitigation acts on, then those with a flagged gap."""
    acted = {
        str(step.get("params", {}).get("attribute")) for run in of.runs for s in STAGES for step in steps(run.config, s)
    }
    flagged = {f"{where}.{attribute}" for where, attribute in compute.flagged(of.found.dataset_id)}
    return sorted(names, key=lambda name: (name.partition(".")[2] not in acted, name not in flagged))


def _pattern(of: Compared, found: Pattern) -> None:
    """The pattern of a run: its name first, then between whom and by how much."""
    term, place = comparisons.CODES[found.code], of.found.runs.index(found.run)
    sign = "▲ " if COLORS.get(found.code) == "orange" else ""
    badge = f":{COLORS.get(found.code, 'gray')}[**{sign}{term.name}**]"
    text = ""
    if found.before is not None:
        text = _(
            "{best}, the best served in the baseline, against {worst}, the worst: ratio {before} there, {after} here"
        )
        text = text.format(
            best=plain(attributes.group(found.best)),
            worst=plain(attributes.group(found.worst)),
            before=numbers.gap(found.before),
            after=numbers.gap(found.after),
        )
        text = f"{text} ({_('change')} {ratio(found.change)}). "
    st.markdown(f"{of.mark(place)}: {badge}  \n{text}{term.definition} :gray[{term.caveat}]")


def _drawn(row: GroupRow, runs: int) -> Iterator[AuditRow]:
    """The gap of one group in each run, as the figure of gaps takes it; once where the group is withheld."""
    for place in range(1 if row.n is None else runs):
        gap = row.gaps[place]
        yield AuditRow(
            row.metric,
            row.parameters,
            row.estimand,
            row.side,
            row.attribute,
            row.group if row.n is None else f"{LETTERS[place]} · {attributes.group(row.group)}",
            row.reference,
            row.n,
            row.values[place].value,
            gap=gap.value,
            gap_low=gap.low,
            gap_high=gap.high,
            reason=row.reason,
        )


def _table(of: Compared, rows: Sequence[GroupRow]) -> None:
    lines = [
        {
            _("Group and run"): _group(row, place),
            _("Gap [95% interval]"): _gap(row, place),
            _("Change of the gap [95% interval]"): _moved(row, place),
        }
        for row in rows
        for place in range(1 if row.n is None else len(of.runs))
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Gaps of each group in each run"))


def _group(row: GroupRow, place: int) -> str:
    name = f"**{plain(attributes.group(row.group))}**"
    if row.n is None:
        return f"{name}  \n:gray[n {numbers.count(None)}]"
    n = whole(f"n {numbers.count(row.n)}")
    return f"{name} · **{LETTERS[place]}**  \n:gray[{_('value')} {value(row.values[place])} · {n}]"


def _gap(row: GroupRow, place: int) -> str:
    if row.n is None:
        return f":gray[{plain(verdicts.reason(row.reason))}]"
    if row.is_reference:
        return _("reference")
    reason = f"  \n:gray[{plain(verdicts.reason(row.reason))}]" if row.reason else ""
    return ratio(row.gaps[place]) + reason


def _moved(row: GroupRow, place: int) -> str:
    """How the gap changes, and below it how the group's own value does."""
    if row.n is None:
        return numbers.NOTHING
    if place == 0:
        return f":gray[{_('baseline')}]"
    own = f":gray[{_('own value {change}').format(change=change(row.changes[place - 1]))}]"
    if row.is_reference:
        return own
    moved = row.gap_changes[place - 1]
    return f"{ratio(moved)} :gray[{_direction(row, place)}]  \n{own}"


def _direction(row: GroupRow, place: int) -> str:
    """Whether the gap is narrower, wider or reversed against the baseline, where an interval tells."""
    moved, distance = row.gap_changes[place - 1], row.distance_changes[place - 1]
    return whole(comparisons.move(move(row.gaps[0].value, row.gaps[place].value, moved, distance)))


def _key(row: GroupRow) -> str:
    k = dict(row.parameters).get("k")
    return f"{row.metric}@{k}" if k else row.metric


def _named(key: str) -> str:
    where, _dot, attribute = key.partition(".")
    return f"{attributes.side(where)}: {attributes.name(attribute)}"
