"""From batches of text to a staged table; and what to say about the records that do not stay."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engine.contracts import Ledger, Reject
from engine.data.importing.connection import scalar
from engine.data.importing.opening import Source
from engine.data.importing.plain import stage_plain
from engine.data.importing.records import MAX_EXAMPLES, Shape, batches
from engine.errors import InputError
from engine.words.imports import reason

REJECTS_ALLOWED = 0.01
"""A file with a larger share of rejected records is refused: its reading is probably wrong."""

IDENTICAL_ALLOWED = 0.1
"""A file with a larger share of records that repeat another in every column was probably written twice."""

Fault = tuple[str, str]
"""Column and reason code; the tables hold its position in a list."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A temporary table `table` with `line` and `c0`, `c1`, …; lines without any text are already gone."""

    table: str
    source: Source
    shape: Shape


def stage(con: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """Copy all records of a source into a temporary table.

    Raises:
        InputError: the codes of `batches`, `import.no_rows`.
    """
    table, shape = f"staged_{source.role}", Shape()
    cells = [f"c{i}" for i in range(len(source.header))]
    plain = stage_plain(con, table, source)
    if plain is None:
        stage_carefully(con, table, source, shape)
    else:
        shape.read = plain
    shape.blank += scalar(con, f"DELETE FROM {table} WHERE concat({', '.join(cells)}) = ''")
    if shape.read == shape.blank:
        raise InputError("import.no_rows", file=source.name)
    return Staged(table, source, shape)


def stage_carefully(con: duckdb.DuckDBPyConnection, table: str, source: Source, shape: Shape) -> None:
    """Create `table` from any file, record by record; `shape` counts what the reader met."""
    cells = ", ".join(f"c{i} VARCHAR" for i in range(len(source.header)))
    con.execute(f"CREATE TEMP TABLE {table} (line BIGINT, {cells})")
    for batch in batches(source, shape):
        con.register("batch", pa.Table.from_batches([batch]))
        con.execute(f"INSERT INTO {table} SELECT * FROM batch")
        con.unregister("batch")


def close_ledger(
    con: duckdb.DuckDBPyConnection, staged: Staged, checked: str, faults: Sequence[Fault], loaded: int
) -> Ledger:
    """Account for every record of a file.

    `checked` is a table with `line`, `fault` (a position in `faults`, NULL where the record is good)
    and `latest` (false where another record of the same key replaces it).

    Raises:
        InputError: `import.too_many_rejects`, `import.repeated`, `import.unbalanced`.
    """
    found = f"SELECT fault, count(*) FROM {checked} WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 1"
    reasons = dict(staged.shape.reasons)
    for fault, n in con.execute(found).fetchall():
        reasons[faults[fault][1]] = reasons.get(faults[fault][1], 0) + n
    duplicates = scalar(con, f"SELECT count(*) FROM {checked} WHERE fault IS NULL AND NOT latest")
    assert staged.source.role != "recommendations"  # lists have no ledger: any fault refuses them
    ledger = Ledger(
        file=staged.source.role,
        read=staged.shape.read,
        loaded=loaded,
        rejected=sum(reasons.values()),
        duplicates=duplicates,
        blank=staged.shape.blank,
        reasons=reasons,
        examples=_examples(con, staged, checked, faults),
    )
    _refuse(con, staged, ledger)
    return ledger


def _examples(
    con: duckdb.DuckDBPyConnection, staged: Staged, checked: str, faults: Sequence[Fault]
) -> tuple[Reject, ...]:
    """The first rejects by line, with the record's own text."""
    cells = ", ".join(f"coalesce(c{i}, '')" for i in range(len(staged.source.header)))
    rows = con.execute(
        f"SELECT line, fault, left(concat_ws('{staged.source.reading.delimiter or ','}', {cells}), 200) "
        f"FROM {checked} JOIN {staged.table} USING (line) WHERE fault IS NOT NULL ORDER BY line LIMIT {MAX_EXAMPLES}"
    ).fetchall()
    names = dict(zip(staged.source.columns.known.values(), staged.source.columns.known, strict=True))
    shown = {canonical: staged.source.header[i] for i, canonical in names.items()}
    found = [Reject(line, shown.get(faults[f][0], faults[f][0]), faults[f][1], text) for line, f, text in rows]
    return tuple(sorted([*staged.shape.rejects, *found], key=lambda reject: reject.line)[:MAX_EXAMPLES])


def _refuse(con: duckdb.DuckDBPyConnection, staged: Staged, ledger: Ledger) -> None:
    name, records = staged.source.name, ledger.read - ledger.blank
    if ledger.rejected > REJECTS_ALLOWED * records:
        first = ledger.examples[0]
        raise InputError(
            "import.too_many_rejects",
            file=name,
            rejected=ledger.rejected,
            read=records,
            reasons=[f"{reason(code)}: {n}" for code, n in ledger.reasons.items()],
            line=first.line,
            column=first.column or "-",
            text=first.text or "-",
        )
    if ledger.duplicates > IDENTICAL_ALLOWED * records:
        _refuse_repeated(con, staged, records)
    if not ledger.balances:
        raise InputError("import.unbalanced", file=name, read=ledger.read, loaded=ledger.loaded)


def _refuse_repeated(con: duckdb.DuckDBPyConnection, staged: Staged, records: int) -> None:
    """In a bare list of pairs a repeated record is a repeated click; with more columns it is a copy."""
    if staged.source.role == "interactions" and len(staged.source.columns.known) == 2:
        return
    cells = ", ".join(f"c{i}" for i in range(len(staged.source.header)))
    copies = f"SELECT count(*) - count(DISTINCT hash({cells})) FROM {staged.table}"
    repeated = scalar(con, copies)
    if repeated > IDENTICAL_ALLOWED * records:
        numbered = f"SELECT line, row_number() OVER (PARTITION BY {cells} ORDER BY line) AS n FROM {staged.table}"
        line = scalar(con, f"SELECT min(line) FROM ({numbered}) WHERE n = 2")
        raise InputError("import.repeated", file=staged.source.name, repeated=repeated, read=records, line=line)
