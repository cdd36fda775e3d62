"""A sheet of an .xlsx file as text, read row by row; formulas count by the values that were saved with them.

Numbers are written as Python writes them, whole ones without a point; dates as ISO 8601; truth values as true and
false. A formula that was saved without a value, an empty cell and all but the first of merged cells have none; errors
of every kind are written as `#N/A`, a word for no value.
"""

import csv
import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from engine.data.importing.limits import EXCEL_BYTES, EXCEL_RATIO, EXCEL_ROWS, MAX_COLUMNS, RATIO_FROM
from engine.errors import InputError

BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    ParseError,
    EOFError,
    zlib.error,
)
"""What openpyxl raises for files that are none of Excel's, or damaged."""
ERROR = "#N/A"
ERRORS = frozenset((ERROR, "#DIV/0!", "#NULL!", "#NAME?", "#NUM!", "#REF!", "#VALUE!"))
EXACT = 2**53
"""From here on a number of a spreadsheet may stand for its neighbours too."""


def write_sheet(path: Path, sheet: str, decimal: str, target: Path, name: str) -> frozenset[int]:
    """Write a sheet (by name; the first where it is empty) as CSV in UTF-8; one line a row, empty ones too.

    Gives the columns with numbers beyond `EXACT`: no ids.

    Raises:
        InputError: `import.bomb`, `import.excel_broken`, `import.sheet`, `import.too_many_columns`.
    """
    inexact: set[int] = set()
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in _rows(path, sheet, name):
            inexact |= {i for i, value in enumerate(row) if isinstance(value, float) and abs(value) >= EXACT}
            writer.writerow([_text(value, decimal) for value in row])
    return frozenset(inexact)


def sheet_rows(path: Path, sheet: str, decimal: str, name: str) -> Iterator[list[str]]:
    """The rows of a sheet as text, as wide as the first one that is not empty where they are shorter.

    Raises:
        InputError: as `write_sheet`.
    """
    for row in _rows(path, sheet, name):
        yield [_text(value, decimal) for value in row]


def _rows(path: Path, sheet: str, name: str) -> Iterator[list[Any]]:
    _check_size(path, name)
    width = 0
    try:
        with path.open("rb") as file, closing(_book(file, data_only=True)) as book:
            for n, row in enumerate(_sheet(book, sheet, name).iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)):
                cells = _trimmed(list(row))
                if len(cells) > MAX_COLUMNS:
                    raise InputError("import.too_many_columns", file=name, n=len(cells), most=MAX_COLUMNS)
                if n >= EXCEL_ROWS:
                    raise InputError("import.excel_broken", file=name, problem="more rows than a sheet can have")
                width = width or len(cells)
                yield cells + [None] * (width - len(cells)) if cells else []
    except InputError:
        raise
    except BROKEN as error:
        raise InputError("import.excel_broken", file=name, problem=str(error).partition("\n")[0]) from None


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """The sheets of a file, in their order; no row is read.

    Raises:
        InputError: `import.bomb`, `import.excel_broken`.
    """
    _check_size(path, name)
    try:
        with path.open("rb") as file, closing(_book(file, data_only=False)) as book:
            return tuple(sheet.title for sheet in book.worksheets)
    except BROKEN as error:
        raise InputError("import.excel_broken", file=name, problem=str(error).partition("\n")[0]) from None


def _book(file: BinaryIO, *, data_only: bool) -> Any:
    """A file that the caller has opened, and closes: of a damaged one openpyxl would leave its own open."""
    return load_workbook(file, read_only=True, data_only=data_only, keep_links=False)


def other_sheets(path: Path, sheet: str, name: str) -> tuple[str, ...]:
    """The sheets that are not read because none was chosen and the first one is.

    Raises:
        InputError: as `sheet_names`.
    """
    return () if sheet else sheet_names(path, name)[1:]


def _sheet(book: Any, sheet: str, name: str) -> Any:
    if sheet and sheet not in book.sheetnames:
        raise InputError("import.sheet", file=name, sheet=sheet, sheets=book.sheetnames)
    chosen = book[sheet] if sheet else book.worksheets[0]
    chosen.reset_dimensions()  # what the file says of its size may be wrong: then rows would be cut
    return chosen


def _check_size(path: Path, name: str) -> None:
    """What zip says of its parts holds: no more than that is ever unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError("import.excel_broken", file=name, problem=error) from None
    packed = path.stat().st_size
    if unpacked > min(EXCEL_BYTES, max(RATIO_FROM, EXCEL_RATIO * packed)):
        raise InputError("import.bomb", file=name, bytes=packed, unpacked=unpacked)


def _text(value: Any, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < EXACT
        return str(int(value)) if whole else repr(value).replace(".", decimal)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return ERROR if value in ERRORS else str(value)


def _trimmed(cells: list[Any]) -> list[Any]:
    """Without the empty cells at the end: a sheet has no width of its own."""
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells
