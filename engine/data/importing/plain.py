"""The fast way in, for files so plain that nothing can be misread: no quotes, one kind of line end.

DuckDB reads such a file in a tenth of the time, and is believed only if it met no error at all and
counted as many records as the file has lines; every other file goes to the careful reader.
"""

from pathlib import Path

import duckdb

from engine.data.importing.connection import scalar
from engine.data.importing.opening import Source
from engine.data.importing.text import literal

CHUNK = 1 << 20
MAX_LINE = 2_000_000


def stage_plain(con: duckdb.DuckDBPyConnection, table: str, source: Source) -> int | None:
    """Create `table` from a plain CSV file and give its number of records; None where the file is not plain."""
    lines = _lines(source.path) if source.form == "csv" else None
    if not lines:
        return None
    names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(source.header)))
    try:
        con.execute(
            f"CREATE TEMP TABLE {table} AS SELECT row_number() OVER () + 1 AS line, * FROM read_csv("
            f"{literal(str(source.path))}, auto_detect=false, header=true, delim={literal(source.delimiter)}, "
            f"quote='\"', escape='\"', columns={{{names}}}, strict_mode=true, null_padding=false, "
            f"ignore_errors=false, max_line_size={MAX_LINE})"
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    if scalar(con, f"SELECT count(*) FROM {table}") == lines - 1:
        return lines - 1
    con.execute(f"DROP TABLE {table}")
    return None


def _lines(path: Path) -> int | None:
    """The number of lines; None where there are quotes, NUL bytes or mixed line ends."""
    line_feeds = returns = pairs = 0
    last = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b'"' in chunk or b"\0" in chunk:
                return None
            line_feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk.startswith(b"\n"))
            last = chunk[-1:]
    if returns != pairs or returns not in (0, line_feeds):
        return None
    return line_feeds + (last != b"\n")
