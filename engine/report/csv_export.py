"""Every row of the audits as one CSV table, for spreadsheets and for statistics programs."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from engine.contracts import AuditRow, AuditTable, Run

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "run", "dataset", "audit", "metric", "k", "parameters", "estimand", "side", "attribute", "slice", "group",
    "reference", "n", "value", "low", "high", "scale", "gap", "gap_low", "gap_high", "level", "tolerance_low",
    "tolerance_high", "detectable", "verdict", "reason", "n_effective", "chance", "adjusted", "adjusted_low",
    "adjusted_high", "bound_low", "bound_high", "corrected",
)  # fmt: skip


def export_csv(audited: Sequence[tuple[Run, AuditTable]]) -> str:
    """One line an audit row and run (RFC 4180), whatever sections the report has; what is undefined is empty.

    Several runs: their audits as `engine.report.gather.together` gives them, which hide alike.
    A text that a spreadsheet would read as a formula gets an apostrophe before it. The table begins with
    a byte order mark: without one, Excel reads UTF-8 as the local code page; pandas and R skip it.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(line for run, table in audited for line in _lines(run, table))
    return BOM + stream.getvalue()


def safe(cell: Any) -> Any:
    """Text that begins like a formula, made harmless; numbers as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _lines(run: Run, table: AuditTable) -> Iterator[list[Any]]:
    for row in table.rows:
        facts = {"run": run.id, "dataset": table.dataset_id, "audit": table.id, **_facts(row)}
        yield [safe(facts[name]) for name in COLUMNS]


def _facts(row: AuditRow) -> dict[str, Any]:
    parameters = dict(row.parameters)
    low, high = row.tolerance
    own = {name: getattr(row, name) for name in AuditRow.__dataclass_fields__}
    k = parameters.pop("k", None)
    others = ";".join(f"{name}={value}" for name, value in parameters.items())
    return {**own, "k": k, "parameters": others, "tolerance_low": low, "tolerance_high": high}
