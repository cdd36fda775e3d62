"""Which order of day and month a log's times have: stated, shown by the cells themselves, or refused."""

import duckdb

from engine import columns as c
from engine.data.importing import text, times
from engine.data.importing.connection import only_row, scalar
from engine.data.importing.dialect import both_readings
from engine.data.importing.interactions import CODED
from engine.data.importing.recipe import Times
from engine.data.importing.staging import Fault, Staged
from engine.errors import InputError

MAJORITY = 0.5
"""Dates with slashes decide about a column of which they are at least so large a part."""


def order_shown(con: duckdb.DuckDBPyConnection, staged: Staged, faults: list[Fault]) -> Times | None:
    """After a reading as `auto`: the order in which the file must be read again; None where it was read rightly.

    Raises:
        InputError: `import.compact_date` (numbers that may be dates or years), `import.serial_date` (days of a
            spreadsheet), `import.date_order` (no day is beyond 12, or days are in both places).
    """
    position = staged.source.columns.known.get(c.TIMESTAMP)
    if position is None or staged.source.reading.times != "auto":
        return None
    cell = text.trimmed(text.column(position))
    _refuse_compact(con, staged, cell)
    fault = next(i for i, found in enumerate(faults) if found == (c.TIMESTAMP, "not_a_time"))
    wrong = f"SELECT line FROM {CODED} WHERE file = {staged.source.part} AND fault = {fault}"
    if not scalar(con, f"SELECT count(*) FROM ({wrong})"):
        return None
    return _shown(con, staged, cell, wrong)


def _shown(con: duckdb.DuckDBPyConnection, staged: Staged, cell: str, wrong: str) -> Times | None:
    dates = (
        f"SELECT line, cell, {times.slashed_part('cell', 1)} AS first, {times.slashed_part('cell', 2)} AS second "
        f"FROM (SELECT line, {cell} AS cell FROM {staged.table} SEMI JOIN ({wrong}) USING (line)) "
        f"WHERE {times.slashed('cell')}"
    )
    n, day_first, month_first, example = only_row(
        con,
        f"SELECT count(*), count(*) FILTER (first > 12 AND second <= 12), "
        f"count(*) FILTER (second > 12 AND first <= 12), arg_min(cell, line) FROM ({dates})",
    )
    if n < MAJORITY * (staged.shape.read - staged.shape.blank) or not n:
        return None
    if bool(day_first) == bool(month_first):
        known = staged.source.columns.known
        raise InputError(
            "import.date_order", file=staged.source.name, column=staged.source.header[known[c.TIMESTAMP]],
            example=example, **both_readings(example),
        )  # fmt: skip
    return "dmy" if day_first else "mdy"


def _refuse_compact(con: duckdb.DuckDBPyConnection, staged: Staged, cell: str) -> None:
    good = f"FROM {CODED} WHERE file = {staged.source.part} AND fault IS NULL"
    low, high, line = only_row(con, f"SELECT min({c.TIMESTAMP}), max({c.TIMESTAMP}), min(line) {good}")
    codes = {
        times.COMPACT: "import.compact_date",
        times.YEARS: "import.compact_date",
        times.SERIAL: "import.serial_date",
    }
    code = next((code for (a, b), code in codes.items() if low is not None and a <= low and high <= b), None)
    if code is None:
        return
    example = only_row(con, f"SELECT {cell} FROM {staged.table} WHERE line = {line}")[0]
    if "-" in example or "/" in example:  # a real date in 1970
        return
    column = staged.source.header[staged.source.columns.known[c.TIMESTAMP]]
    raise InputError(code, file=staged.source.name, column=column, example=example)
