"""Records as batches of text, whatever the form of the file; records of the wrong shape become faults.

The careful reader is Python's csv in strict mode: it knows the line of every record and never
guesses. (DuckDB's sniffer can drop rows without a word.)
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TextIO

import pyarrow as pa
import pyarrow.compute as pc

from engine import columns as c
from engine.data.importing.encoding import undecodable
from engine.data.importing.extras import values
from engine.data.importing.limits import MAX_CELL, MAX_ID, MAX_LINE
from engine.data.importing.opening import Source
from engine.data.importing.parquet import parquet_batches
from engine.data.ledger import Reject
from engine.errors import InputError

BATCH = 50_000
MAX_EXAMPLES = 100

csv.field_size_limit(MAX_LINE)


@dataclass(slots=True)
class Shape:
    """What the reader itself met: all records, empty lines, and those of the wrong shape.

    `keep` is given the rejects, some at a time: a file may have more of them than fit into memory.
    """

    read: int = 0
    blank: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    first: Reject | None = None
    keep: Callable[[Sequence[Reject]], None] | None = None
    _pending: list[Reject] = field(default_factory=list, init=False)

    def reject(self, line: int, lines: int, reason: str, text: str) -> None:
        """Count every physical line that the record spans: a stray quote swallows whole records."""
        self.read += lines
        self.reasons[reason] = self.reasons.get(reason, 0) + lines
        rejected = Reject(line, "", reason, text[:200])
        self._pending.append(rejected)
        self.first = self.first or rejected
        if len(self._pending) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Give away what is left."""
        if self.keep is not None and self._pending:
            self.keep(self._pending)
        self._pending = []


def batches(source: Source, shape: Shape) -> Iterator[pa.RecordBatch]:
    """Batches with the columns `line` (int64) and `c0`, `c1`, … (text) in the header's order.

    A line is that of the file; in a spreadsheet its row; in Parquet the number of the record.

    Raises:
        InputError: `import.encoding`, `import.unclosed_quote`, and the codes of `parquet_batches`.
    """
    for lines, columns in _parquet(source) if source.form == "parquet" else _csv(source, shape):
        batch = _batch(source, lines, columns)
        shape.read += batch.num_rows
        yield _without_misfits(source, batch, shape)


def _parquet(source: Source) -> Iterator[tuple[list[int], list[Any]]]:
    done = 0
    for columns in parquet_batches(source.path, source.name, source.reading.decimal, source.id_places):
        n = len(columns[0]) if columns else 0
        yield list(range(done + 1, done + n + 1)), columns
        done += n


def _csv(source: Source, shape: Shape) -> Iterator[tuple[list[int], list[Any]]]:
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in _csv_rows(source, shape):
        lines.append(line)
        rows.append(row)
        if len(rows) == BATCH:
            yield lines, list(zip(*rows, strict=True))
            lines, rows = [], []
    if rows:
        yield lines, list(zip(*rows, strict=True))


def _csv_rows(source: Source, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    """Every record of the right width with the line it begins on."""
    width, header_seen, nth = source.width, not source.reading.header, 0
    by_line = source.form == "csv"
    with source.path.open(encoding="utf-8-sig", newline="") as file:
        lines = _Lines(file)
        reader = _reader(lines, source)
        while True:
            begun = lines.begin()
            row = _next_row(reader, source, begun + 1)
            nth += 1
            spanned = lines.count - begun
            line = begun + 1 if by_line else nth
            if row is None:
                return
            if lines.cut:
                shape.reject(line, spanned, "too_long", lines.last)
            elif not header_seen:
                header_seen = bool(row)
            elif isinstance(row, str):
                shape.reject(line, spanned, row, lines.last.rstrip("\r\n"))
            elif not row or (len(row) < width and not "".join(row).strip()):
                shape.read += 1
                shape.blank += 1
            elif len(row) == width + 1 and not row[-1]:  # a delimiter at the end of the line adds nothing
                yield line, row[:-1]
            elif len(row) != width:
                reason = "too_many_columns" if len(row) > width else "too_few_columns"
                shape.reject(line, spanned, reason, (source.reading.delimiter or ",").join(row))
            else:
                yield line, row


def _reader(lines: "_Lines", source: Source) -> Iterator[list[str]]:
    delimiter = source.reading.delimiter or ","
    if len(delimiter) > 1:  # csv knows delimiters of one character only; these files have no quotes
        return (line.split(delimiter) if line else [] for line in (line.rstrip("\r\n") for line in lines))
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if source.reading.quotes else csv.QUOTE_NONE
    return csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)


class _Lines:
    """A text file's physical lines: counted, the last one remembered, and none longer than `MAX_LINE` in memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._fresh = True
        self.count = 0
        self.last = ""
        self.cut = False

    def begin(self) -> int:
        """A record begins here; the lines before it."""
        self._fresh, self.cut = True, False
        return self.count

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.count += 1
        self.last = line
        if len(line) < MAX_LINE or line[-1] in "\r\n":
            self._fresh = False
            return line
        while (rest := self._file.readline(MAX_LINE)) and rest[-1] not in "\r\n":
            pass
        self.cut = True
        # The first line of a record is passed over whole; inside quotes what there is of it must count.
        return "\n" if self._fresh else line


def _next_row(reader: Iterator[list[str]], source: Source, line: int) -> list[str] | str | None:
    """The next record; a reason code where its quotes are wrong; None at the end."""
    try:
        return next(reader, None)
    except UnicodeDecodeError:
        raise undecodable(source.path, source.name) from None
    except csv.Error as error:
        if "expected after" in str(error):
            return "stray_quote"
        # Either the file ended inside a quote, or a field grew beyond csv.field_size_limit().
        raise InputError("import.unclosed_quote", file=source.name, line=line) from None


def _batch(source: Source, lines: list[int], columns: list[Any]) -> pa.RecordBatch:
    arrays = [pa.array(cells, pa.string()) for cells in columns]
    for place in source.sequences:
        arrays[place] = pc.replace_substring(pc.utf8_trim(arrays[place], " "), " ", "|")
    for extra in source.extras:
        parts = [array.to_pylist() if i in extra.positions else () for i, array in enumerate(arrays)]
        arrays.append(pa.array(values(extra, parts, len(lines)), pa.string()))
    names = ["line", *(f"c{i}" for i in range(len(arrays)))]
    return pa.record_batch([pa.array(lines, pa.int64()), *arrays], names=names)


def _without_misfits(source: Source, batch: pa.RecordBatch, shape: Shape) -> pa.RecordBatch:
    """Without records that repeat the header and those with a cell that is too long: they become rejects."""
    misfits = {
        **dict.fromkeys(_too_long(source, batch), "too_long"),
        **dict.fromkeys(_headers(source, batch), "header_again"),
    }
    if not misfits:
        return batch
    for row in sorted(misfits):
        line, *cells = (str(value.as_py() or "") for value in (column[row] for column in batch.columns))
        shape.reject(int(line), 1, misfits[row], (source.reading.delimiter or ",").join(cells))
        shape.read -= 1  # it was counted with its batch
    kept = [row for row in range(batch.num_rows) if row not in misfits]
    return batch.take(pa.array(kept, pa.int64()))


def _too_long(source: Source, batch: pa.RecordBatch) -> list[int]:
    ids = {source.columns.known.get(name) for name in (c.USER, c.ITEM)}
    found: list[int] = []
    for i in range(len(source.header)):
        lengths = pc.utf8_length(batch.column(i + 1))
        limit = MAX_ID if i in ids else MAX_CELL
        if (pc.max(lengths).as_py() or 0) > limit:
            found += pc.indices_nonzero(pc.greater(lengths, limit)).to_pylist()
    return found


def _headers(source: Source, batch: pa.RecordBatch) -> list[int]:
    """Rows that hold the names of the columns, as files have that were put together from several."""
    if source.form == "parquet" or not source.reading.header:
        return []
    names = list(source.header[: source.width])
    place = next((i for i in source.columns.known.values() if i < source.width), 0)
    alike = pc.equal(pc.utf8_trim_whitespace(batch.column(place + 1)), names[place])
    cells = batch.columns[1 : source.width + 1]
    return [
        row
        for row in pc.indices_nonzero(alike).to_pylist()
        if [(cell[row].as_py() or "").strip() for cell in cells] == names
    ]
