"""The cells of a preview as an import will understand them: by the same expressions, on a few rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from engine import columns as c
from engine.backends.duckdb import EMBEDDED_LIMITS
from engine.data.importing import text
from engine.data.importing.fields import Field, interaction_fields
from engine.data.importing.recipe import Reading, Role

MOST = 20
"""Rows that are looked at: a preview has no more, and more would be work in a page's thread."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file, and as it will be kept: `value` is None where it says that there is none.

    `fault`: the code of what is wrong with it (`engine.words.imports.REASONS`); empty where nothing is.
    """

    raw: str
    value: str | None
    fault: str = ""

    @property
    def changed(self) -> bool:
        """Whether it will be kept as something else than what stands there."""
        return self.value != self.raw


def understood(
    role: Role, columns: Mapping[str, Sequence[str]], mapped: Mapping[str, str], reading: Reading, nulls: Sequence[str]
) -> dict[str, tuple[Cell, ...]]:
    """Columns of a preview, by name: times as ISO 8601 in UTC, numbers with a point, words for no value as None.

    Args:
        columns: column -> its first cells; at most `MOST` of them are looked at.
        mapped: canonical name -> column.
    """
    canonical = {column: name for name, column in mapped.items()}
    known = interaction_fields(None, reading, reading.times) if role == "interactions" else {}
    fields = {column: known.get(canonical.get(column, "")) or _other(column, canonical, reading) for column in columns}
    con = duckdb.connect(":memory:", config={**EMBEDDED_LIMITS, "threads": 1})
    try:
        con.execute("SET TimeZone = 'UTC'")
        return {column: _read(con, cells[:MOST], fields[column], nulls) for column, cells in columns.items()}
    finally:
        con.close()


def _other(column: str, canonical: Mapping[str, str], reading: Reading) -> Field:
    """An id is text as it stands; another column has the numbers that its decimal mark makes."""
    if canonical.get(column) in (c.USER, c.ITEM):
        return Field(c.USER, "{r}", (("{r} IS NULL", "missing"),))
    number = text.number("{r}", reading.decimal)
    return Field("other", f"coalesce(CAST({number} AS VARCHAR), {{r}})" if reading.decimal == "," else "{r}", ())


def _read(con: duckdb.DuckDBPyConnection, cells: Sequence[str], field: Field, nulls: Sequence[str]) -> tuple[Cell, ...]:
    faults = " ".join(f"WHEN {condition} THEN '{reason}'" for condition, reason in field.faults)
    fault = f"CASE {faults} ELSE '' END" if faults else "''"
    rows = con.execute(
        f"WITH given AS (SELECT unnest($cells) AS cell, generate_subscripts($cells, 1) AS place), "
        f"trimmed AS (SELECT place, {text.cell('cell', nulls)} AS r_{field.name} FROM given), "
        f"read AS (SELECT *, {field.sql(field.value)} AS v_{field.name} FROM trimmed) "
        f"SELECT r_{field.name}, v_{field.name}, {field.sql(fault)} FROM read ORDER BY place",
        {"cells": list(cells)},
    ).fetchall()
    return tuple(Cell(raw, *_told(field, *row)) for raw, row in zip(cells, rows, strict=True))


def _told(field: Field, cell: str | None, value: object, fault: str) -> tuple[str | None, str]:
    """The value as text, and the fault: of a cell with one the text stays."""
    if fault or cell is None or value is None:
        return cell, fault
    if field.name == c.TIMESTAMP and isinstance(value, float):
        return _time(value), ""
    if isinstance(value, bool):
        return str(value).lower(), ""
    return (f"{value:.12g}" if isinstance(value, float) else str(value)), ""


def _time(seconds: float) -> str:
    """A day, with the time of day unless it is midnight; seconds where there are any."""
    moment = datetime.fromtimestamp(int(seconds // 1), UTC)
    clock = "" if moment.time().isoformat() == "00:00:00" else moment.strftime(" %H:%M:%S").removesuffix(":00")
    return f"{moment:%Y-%m-%d}{clock}"
