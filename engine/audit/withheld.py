"""Several audits side by side: what one of them hides, all must hide, or the difference gives it away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

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
    """The audit without the numbers of these groups: rows, gaps to them, and findings about either."""
    rows = tuple(_row(row, hidden) for row in table.rows)
    return table if rows == table.rows else replace(table, rows=rows, findings=tuple(_findings(table, rows, hidden)))


def _row(row: AuditRow, hidden: Hidden) -> AuditRow:
    groups = hidden.get(row.attribute, frozenset()) if row.side == "user" else frozenset()
    if row.group in groups and row.reason != "few_users":
        nothing = replace(_without_gap(row), n=None, value=None, low=None, high=None, reason="few_users")
        return replace(nothing, verdict="suppressed" if row.verdict else None)
    if row.reference in groups and row.gap is not None:
        nothing = replace(_without_gap(row), reason="reference_withheld")
        return replace(nothing, verdict="refused" if row.verdict else None)
    return row


def _without_gap(row: AuditRow) -> AuditRow:
    return replace(row, gap=None, gap_low=None, gap_high=None, detectable=None)


def _findings(table: AuditTable, rows: tuple[AuditRow, ...], hidden: Hidden) -> Iterator[Finding]:
    """Those of the rows anew; of the others, those that are not about a hidden group."""
    yield from gap_findings(rows)
    for finding in table.findings:
        about = finding.facts.get("group") in hidden.get(str(finding.facts.get("attribute")), frozenset())
        if not finding.code.startswith("gap.") and not about:
            yield finding
