"""Open an immutable dataset file in DuckDB: read-only, hardened, one cursor a handle."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import narwhals as nw
import pyarrow as pa

from engine.contracts import Dataset, Schema, Table
from engine.errors import InputError

EMBEDDED_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "max_temp_directory_size": "10GB",
    "memory_limit": "25%",
}


_OPENING = threading.Lock()
"""Two threads that open one file share an instance, and only the first may set what it then locks."""


def threads() -> int:
    """Threads for one process: `EQUIPOISE_THREADS`, else a job's share (`engine/jobs/cores.py`), else the cores."""
    told = os.environ.get("EQUIPOISE_THREADS") or os.environ.get("EQUIPOISE_SHARE")
    return int(told or os.cpu_count() or 1)


@contextmanager
def open_dataset(file: Path, dataset_id: str, schema: Schema, readable: Path) -> Iterator[Dataset]:
    """Open the dataset `file`; Parquet files below the folder `readable` can be read with it.

    Raises:
        InputError: `dataset.unreadable` where the file is damaged or of another format.
    """
    try:
        with _OPENING:
            connection = duckdb.connect(str(file), read_only=True, config={**EMBEDDED_LIMITS, "threads": threads()})
            _harden(connection, readable)
    except duckdb.Error as error:
        raise InputError("dataset.unreadable", dataset=dataset_id, problem=type(error).__name__) from error
    cursor = connection.cursor()
    try:
        yield Dataset(
            id=dataset_id,
            schema=schema,
            interactions=_table(cursor, "interactions"),
            users=_table(cursor, "users"),
            items=_table(cursor, "items"),
            read=lambda path: nw.from_native(cursor.read_parquet(str(path.resolve()))),
            keep=lambda table: nw.from_native(cursor.from_arrow(table.collect().to_arrow())),
            load=lambda arrays: nw.from_native(cursor.from_arrow(pa.table(dict(arrays)))),
            sensitive=_table(cursor, "sensitive") if any(a.sensitive for a in schema.user_attributes) else None,
        )
    finally:
        cursor.close()
        connection.close()


def _table(cursor: duckdb.DuckDBPyConnection, name: str) -> Table:
    return nw.from_native(cursor.table(name))


def _harden(connection: duckdb.DuckDBPyConnection, readable: Path) -> None:
    """Close every door but the workspace's own folder.

    Handles of one process on one file share an instance, whose settings are locked already by the
    first of them.
    """
    locked = connection.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked and locked[0]:
        return
    folder = str(readable.resolve()).replace("'", "''") + "/"
    connection.execute(f"SET allowed_directories=['{folder}']")
    connection.execute("SET enable_external_access=false")
    connection.execute("SET python_enable_replacements=false")
    connection.execute("SET lock_configuration=true")
