"""The interactions: cells become values, faults are named, the latest record of a pair stays."""

import duckdb

from engine import columns as c
from engine.data.importing import text
from engine.data.importing.fields import Field, interaction_fields
from engine.data.importing.staging import Fault, Staged

CHECKED = "checked_interactions"


def check_interactions(
    con: duckdb.DuckDBPyConnection, staged: Staged, feedback_range: tuple[float, float] | None
) -> list[Fault]:
    """Create the table `checked_interactions` and give the faults that its `fault` column numbers.

    Columns: `line`, the canonical columns of the file (feedback 1.0 where there is none), `fault`, `latest`.
    """
    known = staged.source.columns.known
    fields = [field for name, field in interaction_fields(feedback_range).items() if name in known]
    cells = ", ".join(f"{text.cell(known[f.name])} AS r_{f.name}" for f in fields)
    values = ", ".join(f"{_fill(f, f.value)} AS v_{f.name}" for f in fields)
    cases, faults = _fault_cases(fields)
    stored = ", ".join(f"CASE WHEN fault IS NULL THEN {_fill(f, f.stored)} END AS {f.name}" for f in fields)
    feedback = "" if c.FEEDBACK in known else f", 1.0::DOUBLE AS {c.FEEDBACK}"
    order = f"{c.TIMESTAMP} DESC, line DESC" if c.TIMESTAMP in known else "line DESC"
    con.execute(
        f"CREATE TEMP TABLE {CHECKED} AS "
        f"WITH cells AS (SELECT line, {cells} FROM {staged.table}), "
        f"with_values AS (SELECT *, {values} FROM cells), "
        f"judged AS (SELECT *, {cases} AS fault FROM with_values), "
        f"stored AS (SELECT line, fault, {stored}{feedback} FROM judged) "
        f"SELECT *, row_number() OVER (PARTITION BY fault IS NULL, {c.USER}, {c.ITEM} ORDER BY {order}) = 1 AS latest "
        f"FROM stored"
    )
    return faults


def _fill(field: Field, expression: str) -> str:
    return expression.format(r=f"r_{field.name}", v=f"v_{field.name}")


def _fault_cases(fields: list[Field]) -> tuple[str, list[Fault]]:
    """A CASE that gives the position of the first fault that holds, and the list of all faults."""
    conditions: list[str] = []
    faults: list[Fault] = []
    for field in fields:
        for condition, reason in field.faults:
            conditions.append(f"WHEN {_fill(field, condition)} THEN {len(faults)}")
            faults.append((field.name, reason))
    return f"CASE {' '.join(conditions)} END", faults
