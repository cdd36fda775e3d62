"""A sheet of an .xlsx file as text, read row by row; formulas count by the values that were saved with them.

Numbers are written as Python writes them, whole ones without a point; dates as ISO 8601; truth values as true and
false. A formula that was saved without a value, an empty cell and all but the first of merged cells have none.
"""

import csv
import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
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
)
"""What openpyxl raises for files that are none of Excel's."""


def write_sheet(path: Path, sheet: str, decimal: str, target: Path, name: str) -> None:
    """Write a sheet (by name; the first where it is empty) as CSV in UTF-8; one line a row, empty ones too.

    Raises:
        InputError: `import.bomb`, `import.excel_broken`, `import.sheet`, `import.too_many_columns`.
    """
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for cells in sheet_rows(path, sheet, decimal, name):
            writer.writerow(cells)


def sheet_rows(path: Path, sheet: str, decimal: str, name: str) -> Iterator[list[str]]:
    """The rows of a sheet as text, as wide as the first one that is not empty where they are shorter.

    Raises:
        InputError: as `write_sheet`.
    """
    _check_size(path, name)
    width = 0
    try:
        with closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
            for n, row in enumerate(_sheet(book, sheet, name).iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)):
                cells = _trimmed([_text(value, decimal) for value in row])
                if len(cells) > MAX_COLUMNS:
                    raise InputError("import.too_many_columns", file=name, n=len(cells), most=MAX_COLUMNS)
                if n >= EXCEL_ROWS:
                    raise InputError("import.excel_broken", file=name, problem="more rows than a sheet can have")
                width = width or len(cells)
                yield cells + [""] * (width - len(cells)) if cells else []
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
        with closing(load_workbook(path, read_only=True, keep_links=False)) as book:
            return tuple(sheet.title for sheet in book.worksheets)
    except BROKEN as error:
        raise InputError("import.excel_broken", file=name, problem=str(error).partition("\n")[0]) from None


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
        whole = value.is_integer() and abs(value) < 2**53
        return str(int(value)) if whole else repr(value).replace(".", decimal)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end: a sheet has no width of its own."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
