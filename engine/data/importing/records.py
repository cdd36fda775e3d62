"""Records as batches of text, whatever the form of the file; records of the wrong shape become faults.

The careful reader is Python's csv in strict mode: it knows the line of every record and never
guesses. (DuckDB's sniffer can drop rows without a word.)
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.contracts import Reject
from engine.data.importing.opening import Source, undecodable
from engine.errors import InputError

BATCH = 50_000
MAX_EXAMPLES = 100


@dataclass(slots=True)
class Shape:
    """What the reader itself met: all records, empty lines, and those of the wrong shape."""

    read: int = 0
    blank: int = 0
    rejects: list[Reject] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)

    def reject(self, line: int, lines: int, reason: str, text: str) -> None:
        """Count every physical line that the record spans: a stray quote swallows whole records."""
        self.read += lines
        self.reasons[reason] = self.reasons.get(reason, 0) + lines
        if len(self.rejects) < MAX_EXAMPLES:
            self.rejects.append(Reject(line, "", reason, text[:200]))


def batches(source: Source, shape: Shape) -> Iterator[pa.RecordBatch]:
    """Batches with the columns `line` (int64) and `c0`, `c1`, … (text) in the header's order.

    Raises:
        InputError: `import.encoding`, `import.unclosed_quote`, `import.parquet_broken`, `import.parquet_type`.
    """
    return _parquet_batches(source, shape) if source.form == "parquet" else _csv_batches(source, shape)


def _csv_batches(source: Source, shape: Shape) -> Iterator[pa.RecordBatch]:
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in _csv_rows(source, shape):
        lines.append(line)
        rows.append(row)
        if len(rows) == BATCH:
            yield _batch(lines, list(zip(*rows, strict=True)))
            lines, rows = [], []
    if rows:
        yield _batch(lines, list(zip(*rows, strict=True)))


def _csv_rows(source: Source, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    """Every record of the right width with the line it begins on."""
    width, end, header_seen = len(source.header), 0, False
    with source.path.open(encoding="utf-8-sig", newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=source.delimiter, strict=True)
        while True:
            start = end + 1
            row = _next_row(reader, source, start)
            end = reader.line_num
            if row is None:
                return
            if not header_seen:
                header_seen = bool(row)
            elif isinstance(row, str):
                shape.reject(start, end - start + 1, row, lines.last.rstrip("\r\n"))
            elif not row or (len(row) < width and not "".join(row).strip()):
                shape.read += 1
                shape.blank += 1
            elif len(row) != width:
                reason = "too_many_columns" if len(row) > width else "too_few_columns"
                shape.reject(start, end - start + 1, reason, source.delimiter.join(row))
            else:
                shape.read += 1
                yield start, row


class _Lines:
    """A text file's lines; remembers the last one, to show it where its quotes are wrong."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.last = next(self._file)
        return self.last


def _next_row(reader: Any, source: Source, line: int) -> list[str] | str | None:
    """The next record; a reason code where its quotes are wrong; None at the end."""
    try:
        return next(reader, None)
    except UnicodeDecodeError as error:
        raise undecodable(source.path, error) from None
    except csv.Error as error:
        if "expected after" in str(error):
            return "stray_quote"
        # Either the file ended inside a quote, or a field grew beyond csv.field_size_limit().
        raise InputError("import.unclosed_quote", file=source.path.name, line=line) from None


def _parquet_batches(source: Source, shape: Shape) -> Iterator[pa.RecordBatch]:
    try:
        for part in pq.ParquetFile(source.path).iter_batches(BATCH):
            part.validate(full=True)  # there are no checksums: at least text must be text
            lines = list(range(shape.read + 1, shape.read + part.num_rows + 1))
            shape.read += part.num_rows
            yield _batch(lines, [_text(source, name, part.column(i)) for i, name in enumerate(source.header)])
    except (pa.ArrowException, OSError) as error:
        raise InputError("import.parquet_broken", file=source.path.name, problem=error) from None


def _text(source: Source, name: str, values: pa.Array) -> pa.Array:
    """A Parquet column as text: lists joined by `|`, times in UTC, numbers as Python writes them."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _text(source, name, values.dictionary_decode())
    try:
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            return pc.binary_join(pc.cast(values, pa.list_(pa.string())), "|")
        if pa.types.is_timestamp(kind):
            return pc.cast(pc.cast(values, pa.timestamp("us")), pa.string())
        return pc.cast(values, pa.string())
    except pa.ArrowException:
        raise InputError("import.parquet_type", file=source.path.name, column=name, kind=kind) from None


def _batch(lines: list[int], values: list[Any]) -> pa.RecordBatch:
    arrays = [pa.array(lines, pa.int64()), *(pa.array(v, pa.string()) for v in values)]
    return pa.record_batch(arrays, names=["line", *(f"c{i}" for i in range(len(values)))])
