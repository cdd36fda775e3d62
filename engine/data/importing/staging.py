"""From files to tables of text: `line`, `c0`, `c1`, …, and whatever the reader itself met."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import duckdb
import pyarrow as pa

from engine.data.importing.connection import scalar
from engine.data.importing.opening import Source
from engine.data.importing.plain import plain_records, stage_plain
from engine.data.importing.records import Shape, batches
from engine.data.ledger import Reject
from engine.errors import InputError

Fault = tuple[str, str]
"""Column and reason code; the tables hold its position in a list."""


@dataclass(frozen=True, slots=True)
class Staged:
    """`table`: a table, or a query in brackets, with `line` and `c0`, `c1`, …; blank lines are already gone.

    A query reads the file itself each time: nothing of a large log is copied.
    """

    table: str
    source: Source
    shape: Shape

    @property
    def is_query(self) -> bool:
        """Whether the file itself is read; then it is not yet proved that DuckDB reads it as it is."""
        return self.table.startswith("(")


def stage(con: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """Copy all records of a source into a table.

    Raises:
        InputError: the codes of `batches`, `import.no_rows`.
    """
    table, shape = table_of(source), Shape()
    plain = stage_plain(con, table, source)
    if plain is None:
        stage_carefully(con, table, source, shape)
    else:
        shape.read = plain
    return without_blanks(con, Staged(table, source, shape))


def stage_slowly(con: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """The same by the careful reader alone, for a file that only looked plain."""
    table, shape = table_of(source), Shape()
    stage_carefully(con, table, source, shape)
    return without_blanks(con, Staged(table, source, shape))


def stage_in_place(con: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """A source as a query over the file itself where it looks plain, else as `stage_slowly`.

    Blank lines of a query are still there, and its number of records is what has to be found.
    """
    plain = plain_records(source)
    if plain is None:
        return stage_slowly(con, source)
    query, records = plain
    return Staged(f"({query})", source, Shape(read=records))


def stage_carefully(con: duckdb.DuckDBPyConnection, table: str, source: Source, shape: Shape) -> None:
    """Create `table` from any file, record by record; `shape` counts what the reader met.

    What it rejects is in the table `shapes_of(source)`.
    """
    cells = ", ".join(f"c{i} VARCHAR" for i in range(len(source.header)))
    con.execute(f"CREATE TABLE {table} (line BIGINT, {cells})")
    con.execute(f"CREATE OR REPLACE TABLE {shapes_of(source)} (line BIGINT, reason VARCHAR, text VARCHAR)")
    shape.keep = partial(_keep, con, shapes_of(source))
    for batch in batches(source, shape):
        con.register("batch", pa.Table.from_batches([batch]))
        con.execute(f"INSERT INTO {table} SELECT * FROM batch")
        con.unregister("batch")
    shape.flush()


def _keep(con: duckdb.DuckDBPyConnection, table: str, rejects: Sequence[Reject]) -> None:
    columns = {name: [getattr(reject, name) for reject in rejects] for name in ("line", "reason", "text")}
    con.register("rejected", pa.table(columns))
    con.execute(f"INSERT INTO {table} SELECT * FROM rejected")
    con.unregister("rejected")


def without_blanks(con: duckdb.DuckDBPyConnection, staged: Staged) -> Staged:
    """Remove and count lines without any text.

    Raises:
        InputError: `import.no_rows` where nothing is left.
    """
    cells = ", ".join(f"c{i}" for i in range(staged.source.width))
    staged.shape.blank += scalar(con, f"DELETE FROM {staged.table} WHERE concat({cells}) = ''")
    refuse_empty(staged)
    return staged


def refuse_empty(staged: Staged) -> None:
    """A header alone is no table.

    Raises:
        InputError: `import.no_rows`.
    """
    if staged.shape.read == staged.shape.blank:
        raise InputError("import.no_rows", file=staged.source.name)


def table_of(source: Source) -> str:
    """The table in which a source is staged, unless it is read in place."""
    return f"staged_{source.role}_{source.part}"


def shapes_of(source: Source) -> str:
    """The table of what the careful reader rejected: `line`, `reason`, `text`."""
    return f"shapes_{source.role}_{source.part}"
