"""Times: from the text of a cell to seconds since 1970 in UTC, by one stated reading of the column.

`auto` takes only what has one reading; where the cells decide the order of day and month themselves (a 25 can be no
month), that order is used for the whole column and said; where they do not, the file is refused until somebody does.
"""

from engine.data.importing import text
from engine.data.importing.recipe import Decimal, Times

MILLISECONDS = 1e11
"""Epoch numbers beyond this are milliseconds: as seconds it is the year 5138, as milliseconds 1973."""
COMPACT = (19700101, 20991231)
"""Epoch seconds of one fortnight in August 1970, or dates without separators: nobody could tell."""
YEARS = (1900, 2100)
"""The first hour of 1970, or years."""
SERIAL = (20_000, 60_000)
"""The first day of 1970, or the days since 1900 that a spreadsheet counts: the years 1954 to 2064."""
UNITS: dict[Times, float] = {"seconds": 1, "milliseconds": 1e3, "microseconds": 1e6}

_CLOCK = "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?"
_YMD = "([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})"
_AFTER_YMD = f"(日?|日?[T ]{_CLOCK}|日{_CLOCK})"
_SLASHED = "([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"
_AFTER_SLASHED = f"([T ]{_CLOCK})?"


def seconds(cell: str, order: Times, decimal: Decimal = ".") -> str:
    """DOUBLE or NULL. `ymd` also takes eight digits; units take numbers only; `dmy` and `mdy` dates in that order.

    They also take dates that begin with the year: typed columns of Parquet and spreadsheets are written so.
    """
    number = text.number(cell, decimal)
    if order in UNITS:
        return f"({number}) / {UNITS[order]}"
    if order == "auto":
        epoch = f"CASE WHEN abs({number}) > {MILLISECONDS} THEN ({number}) / 1000 ELSE {number} END"
        return f"CASE WHEN ({number}) IS NOT NULL THEN {epoch} ELSE {_date(cell, _YMD, _AFTER_YMD, (1, 2, 3))} END"
    if order == "ymd":
        digits = f"regexp_replace({cell}, '^([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})$', '\\1-\\2-\\3')"
        return _date(digits, _YMD, _AFTER_YMD, (1, 2, 3))
    iso = _date(cell, _YMD, _AFTER_YMD, (1, 2, 3))
    return f"coalesce({_date(cell, _SLASHED, _AFTER_SLASHED, (3, 2, 1) if order == 'dmy' else (3, 1, 2))}, {iso})"


def plain_seconds(number: str, order: Times) -> str:
    """The same of a positive number; empty where numbers alone are no times."""
    if order in UNITS:
        return f"{number} / {UNITS[order]}"
    return f"CASE WHEN {number} > {MILLISECONDS} THEN {number} / 1000 ELSE {number} END" if order == "auto" else ""


def slashed(cell: str) -> str:
    """Whether a cell is a date in which two numbers may be the day."""
    return f"regexp_full_match({cell}, '{_SLASHED}{_AFTER_SLASHED}')"


def slashed_part(cell: str, part: int) -> str:
    """The first (1) or second (2) number of such a date."""
    return f"CAST(regexp_extract({cell}, '^{_SLASHED}', {part}) AS INTEGER)"


def _date(cell: str, pattern: str, after: str, places: tuple[int, int, int]) -> str:
    """`places`: of the pattern's three numbers those that are year, month and day."""
    year, month, day = places
    iso = f"trim(regexp_replace({cell}, '^{pattern}日?[T ]?', '\\{year}-\\{month}-\\{day} '))"
    return f"CASE WHEN regexp_full_match({cell}, '{pattern}{after}') THEN epoch(TRY_CAST({iso} AS TIMESTAMPTZ)) END"
