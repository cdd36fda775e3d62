"""A DuckDB to work in: bounded memory, no extensions, no files but those attached, errors as sentences."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

import duckdb

from engine.backends.duckdb import EMBEDDED_LIMITS, threads
from engine.data.importing.text import literal
from engine.errors import InputError

MEMORY = "300MB"
"""What DuckDB may hold; with Python, Arrow and one block of records a process stays under 1 GB."""


@contextmanager
def working(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose tables lie in a file in the folder `spill`, which is removed at the end; UTC throughout.

    DuckDB holds `EQUIPOISE_IMPORT_MEMORY` (for example `2GB`), 300 MB unless that is set.

    Raises:
        InputError: `import.engine` for whatever DuckDB itself reports (full disk, memory).
    """
    spill.mkdir(parents=True, exist_ok=True, mode=0o700)
    limits = {**EMBEDDED_LIMITS, "memory_limit": os.environ.get("EQUIPOISE_IMPORT_MEMORY", MEMORY)}
    try:
        con = duckdb.connect(":memory:", config={**limits, "threads": threads(), "temp_directory": str(spill)})
        try:
            _set_up(con, spill)
            yield con
        finally:
            con.close()
    except duckdb.Error as error:
        raise InputError("import.engine", problem=str(error).splitlines()[0]) from error
    finally:
        rmtree(spill, ignore_errors=True)


def _set_up(con: duckdb.DuckDBPyConnection, spill: Path) -> None:
    con.execute(f"ATTACH {literal(str(spill / 'work.duckdb'))} AS work")
    con.execute("USE work")
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET python_enable_replacements = false")
    con.execute("SET preserve_insertion_order = true")  # the order of the records is that of the lines
    # Nothing is known of a file's size beforehand, and a guess may build a hash table of the log instead of the ids.
    con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")


def only_row(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The one row of an aggregate; after `fetchone` the result would stay open and block the connection."""
    return tuple(con.execute(query).fetchall()[0])


def scalar(con: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one whole number that a query gives."""
    return int(only_row(con, query)[0])


@contextmanager
def writing(target: Path, readable: Sequence[Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A working connection with the file `target` attached by that name; unless all goes well, it is removed.

    Besides it only the files `readable` can be opened.

    Raises:
        InputError: `import.engine`.
        FileExistsError: where `target` is there already: it stays untouched.
    """
    if target.exists():
        raise FileExistsError(target)
    try:
        with working(target.with_name(target.name + ".tmp")) as con:
            con.execute(f"ATTACH {literal(str(target))} AS target")
            con.execute(f"SET allowed_paths = [{', '.join(literal(str(path)) for path in readable)}]")
            con.execute("SET enable_external_access = false")
            yield con
            con.execute("CHECKPOINT target")
            con.execute("DETACH target")
    except BaseException:
        for path in (target, target.with_name(target.name + ".wal")):
            path.unlink(missing_ok=True)
        raise
