"""Several audits side by side: what one of them hides, all must hide, or the difference gives it away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from engine.audit.answers import answers
from engine.audit.groups import UNKNOWN
from engine.audit.question import ALL
from engine.audit.table import gap_findings
from engine.contracts import AuditRow, AuditTable, Finding

Hidden = Mapping[str, frozenset[str]]
"""The suppressed groups of users by attribute. Those of items are hidden alike in all audits of a dataset."""


class Shown(Protocol):
    """A row of an audit or of a comparison."""

    @property
    def side(self) -> str:
        """`user` or `item`."""
        ...

    @property
    def attribute(self) -> str:
        """What groups are made by."""
        ...

    @property
    def group(self) -> str:
        """The group's label."""
        ...

    @property
    def reason(self) -> str:
        """Why something is missing; empty where nothing is."""
        ...


def hidden_in(rows: Iterable[Shown]) -> Hidden:
    """The groups of users that a table hides."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.side == "user" and row.reason == "few_users":
            found.setdefault(row.attribute, set()).add(row.group)
    return {attribute: frozenset(groups) for attribute, groups in found.items()}


def union(patterns: Iterable[Hidden]) -> Hidden:
    """What at least one of the patterns hides.

    It needs no further company: where each pattern hides nothing, or at least `LEAST_USERS` users, in each of its
    own counts (`engine.statistics.suppression`), the union does so in the counts of all. A pattern that hides nobody
    of a count shows every group that is small in it, so what others add to it there is large or nothing.
    """
    found: dict[str, frozenset[str]] = {}
    for hidden in patterns:
        for attribute, groups in hidden.items():
            found[attribute] = found.get(attribute, frozenset()) | groups
    return found


def withhold(table: AuditTable, hidden: Hidden) -> AuditTable:
    """The audit without the numbers of these groups: rows, gaps to them, and answers and findings about either."""
    own = hidden_in(table.rows)
    fresh = {attribute: groups - own.get(attribute, frozenset()) - {UNKNOWN} for attribute, groups in hidden.items()}
    rows = tuple(_row(_whole(row, fresh), hidden) for row in table.rows)
    if rows == table.rows:
        return table
    told = tuple(answers(rows, _declared(table)))
    return replace(table, rows=rows, findings=tuple(_findings(table, rows, hidden)), answers=told)


def _declared(table: AuditTable) -> list[tuple[str, str]]:
    return [(one.metric, one.attribute) for one in table.answers]


OF_ROWS = ("gap.", "index.")
"""How the codes of findings about single rows begin (`gap_findings`)."""

NOTHING: dict[str, Any] = dict.fromkeys(
    ("gap", "gap_low", "gap_high", "detectable", "n_effective", "chance")
    + ("adjusted", "adjusted_low", "adjusted_high", "bound_low", "bound_high", "corrected")
)
"""Everything that a row says beside a group's own value."""


def _whole(row: AuditRow, fresh: Hidden) -> AuditRow:
    """An index of all shown groups is withheld where one of them is now hidden: it would tell of that one."""
    if row.side != "user" or row.group != ALL or row.value is None or not fresh.get(row.attribute):
        return row
    nothing = replace(row, value=None, low=None, high=None, reason="reference_withheld", **NOTHING)
    return replace(nothing, verdict="suppressed" if row.verdict else None)


def _row(row: AuditRow, hidden: Hidden) -> AuditRow:
    groups = hidden.get(row.attribute, frozenset()) if row.side == "user" else frozenset()
    if row.group in groups and row.reason != "few_users":
        nothing = replace(row, n=None, value=None, low=None, high=None, reason="few_users", **NOTHING)
        return replace(nothing, verdict="suppressed" if row.verdict else None)
    index = row.scale == "index" and row.value is not None
    if row.reference in groups and (row.gap is not None or index):
        nothing = replace(row, reason="reference_withheld", **NOTHING)
        if index:  # its value is about both groups
            nothing = replace(nothing, n=None, value=None)
        return replace(nothing, verdict="refused" if row.verdict else None)
    return row


def _findings(table: AuditTable, rows: tuple[AuditRow, ...], hidden: Hidden) -> Iterator[Finding]:
    """Those of the rows anew; of the others, those that are not about a hidden group."""
    yield from gap_findings(rows)
    for finding in table.findings:
        about = finding.facts.get("group") in hidden.get(str(finding.facts.get("attribute")), frozenset())
        if not finding.code.startswith(OF_ROWS) and not about:
            yield finding
