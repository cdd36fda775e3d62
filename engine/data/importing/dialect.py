"""How a text is split into cells: which delimiter, and what the cells suggest about header, decimals and dates."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from engine.data.importing.limits import SAMPLE_BYTES, SAMPLE_LINES
from engine.data.importing.recipe import DELIMITERS, Decimal, Delimiter, Times

NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)([eE][+-]?\d+)?")
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?")
NUMERIC_SHARE = 0.9
"""A column of numbers may have so many words for no value."""
COMPACT = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


def sample_of(path: Path) -> str:
    """The first lines of a UTF-8 text, whole ones only, at most `SAMPLE_LINES` of `SAMPLE_BYTES`."""
    with path.open("rb") as file:
        data = file.read(SAMPLE_BYTES)
    text = data.decode("utf-8-sig", errors="ignore")
    return first_lines(without_last_line(text) if len(data) == SAMPLE_BYTES else text)


def without_last_line(text: str) -> str:
    """A text that a limit cut, without the line that was cut; the whole of it where it is one line."""
    lines = _lines(text)
    return "".join(lines[:-1] if len(lines) > 1 else lines)


def first_lines(text: str) -> str:
    """At most `SAMPLE_LINES` lines."""
    return "".join(_lines(text)[:SAMPLE_LINES])


def records(text: str, delimiter: str, quotes: bool = True) -> list[list[str]]:
    """The records of a sample that are not blank, split as the careful reader splits them, but forgiving."""
    if len(delimiter) > 1:
        lines = [line.rstrip("\r\n") for line in _lines(text)]
        return [line.split(delimiter) for line in lines if line] or [[""]]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
            if row:
                found.append(row)
    except csv.Error:  # a quote that never ends: what came before tells enough
        pass
    return found or [[""]]


def delimiter_of(text: str, names: Sequence[str], quotes: bool = True) -> Delimiter:
    """The delimiter that fits a sample best.

    Best: most of `names` (compared without case) appear in the first record; then it splits the first record at all;
    then the most records are as wide as it; then the most columns. The order of `DELIMITERS` breaks ties.
    """
    wanted = {name.casefold() for name in names}

    def fitness(delimiter: Delimiter) -> tuple[int, bool, float, int]:
        rows = records(text, delimiter, quotes)
        width = len(rows[0])
        known = len(wanted & {cell.strip().casefold() for cell in rows[0]})
        alike = sum(len(row) == width for row in rows) / len(rows)
        return known, width > 1, round(alike, 2), width

    return max(DELIMITERS, key=fitness)


def looks_like_data(row: Sequence[str]) -> bool:
    """Whether a first record names no columns: a cell of it is empty, a number or a date, or two are alike."""
    cells = [cell.strip() for cell in row]
    values = any(NUMBER.fullmatch(cell) or SLASHED.fullmatch(cell) for cell in cells)
    return values or len({cell for cell in cells if cell}) < sum(map(bool, cells))


def comes_again(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell of the first record stands in its column again: names of columns do not, values do.

    Records that repeat the first one whole are left out: a file that was put together has its header twice.
    """
    first = list(rows[0]) if rows else []
    others = [row for row in rows[1:] if list(row) != first]
    return any(cell.strip() and cell == row[i] for row in others for i, cell in enumerate(first) if i < len(row))


def numbers_of(cells: Sequence[str]) -> list[str]:
    """The cells of a column of numbers, whatever their decimal mark; none where others than numbers are in it."""
    shown = [cell.strip() for cell in cells if cell.strip()]
    numbers = [cell for cell in shown if NUMBER.fullmatch(cell)]
    return numbers if len(numbers) > NUMERIC_SHARE * len(shown) else []


def decimal_of(cells: Sequence[str]) -> Decimal:
    """`,` where numbers have commas and none has a point; else `.`."""
    numbers = [cell.strip() for cell in cells if NUMBER.fullmatch(cell.strip())]
    commas = sum("," in cell for cell in numbers)
    return "," if commas and not any("." in cell for cell in numbers) else "."


def times_of(cells: Sequence[str]) -> tuple[Times, str]:
    """The order of day, month and year that the cells allow, and the first cell that has two readings.

    Where no day is beyond 12 both orders are possible: then `auto` stays, and the cell is the doubt, if possible one
    whose day is not its month. Eight digits that are all dates (20240304) are dates, not epoch seconds: `ymd`.
    """
    shown = [cell.strip() for cell in cells if cell.strip()]
    if shown and all(COMPACT.fullmatch(cell) for cell in shown):
        return "ymd", ""
    parts = [found for cell in shown if (found := SLASHED.fullmatch(cell))]
    if not parts or len(parts) < len(shown) / 2:
        return "auto", ""
    first = any(int(part[1]) > 12 for part in parts)
    second = any(int(part[2]) > 12 for part in parts)
    if first == second:
        telling = next((part for part in parts if part[1] != part[2]), parts[0])
        return "auto", telling[0]
    return ("dmy", "") if first else ("mdy", "")


def both_readings(cell: str) -> dict[str, str]:
    """A date with a slash, point or hyphen as ISO 8601, read with the day first and with the month first."""
    found = SLASHED.fullmatch(cell.strip())
    first, second, year = found.groups() if found else ("1", "1", "1970")
    return {
        "day_first": f"{year}-{int(second):02}-{int(first):02}",
        "month_first": f"{year}-{int(first):02}-{int(second):02}",
    }


def _lines(text: str) -> list[str]:
    """Lines as files have them; `str.splitlines` would also split at form feeds and other separators."""
    return list(io.StringIO(text, newline=""))
