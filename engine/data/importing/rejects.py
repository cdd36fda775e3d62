"""Rejects: every record that was not loaded, with file, line, column, reason and text, for whoever mends it."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from engine.data.importing.connection import scalar
from engine.data.importing.recipe import ROLES
from engine.data.importing.records import MAX_EXAMPLES
from engine.data.importing.staging import Fault, Staged, shapes_of
from engine.data.ledger import Reject

TABLE = "rejects"
FILE = "rejects.parquet"
LONGEST = 200
"""Characters of a record that are kept."""
SCHEMA = pa.schema(
    [("file", pa.string()), ("source", pa.string()), ("line", pa.int64()), ("column", pa.string()),
     ("reason", pa.string()), ("text", pa.string())]
)  # fmt: skip


def create_rejects(con: duckdb.DuckDBPyConnection) -> None:
    """The empty table: `role` and `part` say which file."""
    con.execute(
        f"CREATE TABLE {TABLE} (role VARCHAR, part USMALLINT, source VARCHAR, line BIGINT, "
        f'"column" VARCHAR, reason VARCHAR, text VARCHAR)'
    )


def note_rejects(
    con: duckdb.DuckDBPyConnection, staged: Staged, checked: str, faults: Sequence[Fault], *, secret: bool
) -> None:
    """Add a file's rejects: those of the reader, and those of `checked` (`file`, `line`, `fault`, -1: none).

    `secret`: without the record's text, where ids must not be kept anywhere.
    """
    source = staged.source
    shown = {canonical: source.header[i] for canonical, i in source.columns.known.items()}
    con.register("faults", pa.table({
        "fault": pa.array(range(len(faults)), pa.int16()),
        "column": pa.array([shown.get(column, column) for column, _ in faults], pa.string()),
        "reason": pa.array([reason for _, reason in faults], pa.string()),
    }))  # fmt: skip
    cells = ", ".join(f"coalesce(c{i}, '')" for i in range(source.width))
    text = "''" if secret else f"left(concat_ws('{source.reading.delimiter or ','}', {cells}), {LONGEST})"
    found = f"SELECT line, fault FROM {checked} WHERE file = {source.part} AND fault >= 0"
    if scalar(con, f"SELECT count(*) FROM ({found})"):  # a query reads the file once more
        con.execute(
            f"INSERT INTO {TABLE} SELECT ?, ?, ?, r.line, f.column, f.reason, {text} "
            f"FROM {staged.table} r JOIN ({found}) b ON r.line = b.line JOIN faults f ON f.fault = b.fault",
            [source.role, source.part, source.name],
        )
    con.unregister("faults")
    _note_shapes(con, staged, secret)


def _note_shapes(con: duckdb.DuckDBPyConnection, staged: Staged, secret: bool) -> None:
    if not staged.shape.reasons:
        return
    source, text = staged.source, "''" if secret else "text"
    con.execute(
        f"INSERT INTO {TABLE} SELECT ?, ?, ?, line, '', reason, {text} FROM {shapes_of(source)}",
        [source.role, source.part, source.name],
    )


def first_rejects(con: duckdb.DuckDBPyConnection, staged: Staged) -> tuple[Reject, ...]:
    """The first rejects of a file, by line."""
    rows = con.execute(
        f'SELECT line, "column", reason, text FROM {TABLE} WHERE role = ? AND part = ? '
        f"ORDER BY ALL LIMIT {MAX_EXAMPLES}",
        [staged.source.role, staged.source.part],
    ).fetchall()
    return tuple(Reject(*row) for row in rows)


def write_rejects(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write all rejects to `rejects.parquet` in a folder, by file and line; no file where there are none."""
    if not scalar(con, f"SELECT count(*) FROM {TABLE}"):
        return
    rows = con.sql(
        f'SELECT role AS file, source, line, "column", reason, text FROM {TABLE} '
        f"ORDER BY list_position([{', '.join(repr(role) for role in ROLES)}], role), part, line, reason, text"
    )
    with pq.ParquetWriter(folder / FILE, SCHEMA) as writer:
        for batch in rows.to_arrow_reader(50_000):
            writer.write_batch(batch.cast(SCHEMA))
