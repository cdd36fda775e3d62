"""The setting that would read cells that were rejected: a decimal mark or an order of dates, as previews judge."""

from collections import Counter

import duckdb

from engine.data.importing import dialect, text
from engine.data.importing.recipe import Reading
from engine.data.importing.rejects import TABLE
from engine.data.importing.staging import Staged

MOST_CELLS = 1000
"""Cells of the column by which it is judged: rejected ones first, as the good ones fit the setting in force."""


def setting_that_fits(con: duckdb.DuckDBPyConnection, staged: Staged) -> str:
    """`interactions.decimal=,` or the like, by the column with the most rejects of one reason; empty if none fits."""
    source = staged.source
    rows = con.execute(
        f'SELECT "column", reason FROM {TABLE} WHERE role = ? AND part = ? '
        f"GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1",
        [source.role, source.part],
    ).fetchall()
    column, reason = rows[0] if rows else ("", "")
    if column not in source.header:
        return ""
    cells = _cells(con, staged, source.header.index(column))
    found = {"not_a_number": _decimal, "not_a_time": _times}.get(reason, _nothing)(source.reading, cells)
    return f"{source.role}.{found}" if found else ""


def _cells(con: duckdb.DuckDBPyConnection, staged: Staged, place: int) -> list[str]:
    source, cell = staged.source, text.column(place)
    rows = con.execute(
        f"SELECT cell FROM (SELECT r.line, {cell} AS cell, b.line IS NULL AS good FROM {staged.table} r "
        f"LEFT JOIN (SELECT DISTINCT line FROM {TABLE} WHERE role = ? AND part = ?) b ON r.line = b.line) "
        f"WHERE cell IS NOT NULL ORDER BY good, line LIMIT {MOST_CELLS}",
        [source.role, source.part],
    ).fetchall()
    return [one for (one,) in rows]


def _decimal(reading: Reading, cells: list[str]) -> str:
    """The other mark, if all numbers have it; commas before three digits each may stand between thousands."""
    marks = Counter(mark for cell in dialect.numbers_of(cells) for mark in ".," if mark in cell)
    if len(marks) != 1 or reading.decimal in marks:
        return ""
    (mark,) = marks
    whole = [cell.strip().partition(mark)[2] for cell in dialect.numbers_of(cells) if mark in cell]
    return "" if all(len(part) == 3 for part in whole) else f"decimal={mark}"


def _times(reading: Reading, cells: list[str]) -> str:
    order, _doubt = dialect.times_of(cells)
    return "" if order in ("auto", reading.times) else f"times={order}"


def _nothing(reading: Reading, cells: list[str]) -> str:
    return ""
