"""The records that an import left out, as a table to take away: safe to open in a spreadsheet program."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pyarrow.parquet as pq

COLUMNS = ("file", "source", "line", "column", "reason", "text")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
BATCH = 10_000


def write_csv(file: Path, out: IO[str], head: tuple[str, ...], reason: Callable[[str], str]) -> int:
    """Write the rejects of `rejects.parquet` as CSV (RFC 4180), in their order; returns how many there are.

    Where that file is absent there are none, and the head stands alone.

    `head`: the names of the columns as people read them; `reason`: a reason's code in words. A cell that a
    spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    writer, n = csv.writer(out), 0
    writer.writerow(head)
    for row in _rows(file):
        writer.writerow([safe(cell) for cell in (*row[:4], reason(str(row[4])), row[5])])
        n += 1
    return n


def safe(cell: object) -> object:
    """Text that begins like a formula, made harmless; numbers, also in text, as they are."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def _rows(file: Path) -> Iterator[tuple[object, ...]]:
    if not file.exists():  # nothing was rejected
        return
    for batch in pq.ParquetFile(file).iter_batches(batch_size=BATCH, columns=list(COLUMNS)):
        yield from zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)
