"""A trap: a world, what is asked of it, and what the audit must say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.audit import audit
from engine.config import AuditConfig, Comparison
from engine.contracts import AuditRow, AuditTable
from engine.errors import InputError
from tests.traps.world import World, opened

RECALL = (Comparison("recall", "g"),)


def nothing_more(table: AuditTable, rows: Mapping[str, AuditRow]) -> None:
    """No check beside those of the table."""


@dataclass(frozen=True)
class Trap:
    """One row of the table. `rows`: verdict and reason by group of the first comparison; `answer`: its verdict.

    `finding`: a code that must be among the findings; `error`: the code with which the audit is refused instead.
    `also`: further checks, of the table and the first comparison's rows by group.
    """

    name: str
    build: Callable[[], World]
    answer: str = ""
    rows: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    finding: str = ""
    error: str = ""
    family: tuple[Comparison, ...] = RECALL
    settings: Mapping[str, Any] = field(default_factory=dict)
    also: Callable[[AuditTable, Mapping[str, AuditRow]], None] = nothing_more


def spring(trap: Trap, folder: Any) -> None:
    """Audit the trap's world and hold the audit to what is expected."""
    with opened(trap.build(), folder) as (dataset, system):
        try:
            table = audit(dataset, system, AuditConfig(family=trap.family, **trap.settings))
        except InputError as error:
            assert error.code == trap.error and str(error), error
            return
    assert not trap.error, "the audit must be refused"
    first = trap.family[0]
    rows = {r.group: r for r in table.rows if (r.metric, r.attribute) == (first.metric, table.answers[0].attribute)}
    assert table.answers[0].verdict == trap.answer, (table.answers[0], table.method)
    for group, expected in trap.rows.items():
        assert (rows[group].verdict, rows[group].reason) == expected, rows[group]
    assert not trap.finding or trap.finding in [found.code for found in table.findings], table.findings
    warned = any(found.severity in ("flag", "caution") for found in table.findings)
    assert trap.answer != "within" or warned, "a clean verdict"
    trap.also(table, rows)
