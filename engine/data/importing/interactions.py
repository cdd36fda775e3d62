"""The interactions: cells become values and codes, faults are named; nobody has been left out yet.

All files of interactions make one log: their records stand one after the other, in the order of the files, and a pair
in two files is a pair that repeats. Files must agree in whether they have feedback, times, propensities and weights;
a file without positions has none, and one without the mark of random exposure was not shown at random.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from engine import columns as c
from engine.data.importing import text
from engine.data.importing.connection import only_row, scalar
from engine.data.importing.fields import Field, interaction_fields, outside
from engine.data.importing.identities import ITEMS, USERS
from engine.data.importing.opening import Source
from engine.data.importing.plain import UNREADABLE, misfits
from engine.data.importing.recipe import Times
from engine.data.importing.request import ImportRequest
from engine.data.importing.staging import Fault, Staged, refuse_empty, stage_in_place, stage_slowly
from engine.errors import InputError

CODED = "coded"
"""file, line, user_code, item_code, the log's columns, mark, fault (position in `faults`), clipped."""
BLANK = -1
"""The fault of a line without any text, which is none."""
SIDES = (USERS, ITEMS)


@dataclass(frozen=True, slots=True)
class Log:
    """All files of interactions, and the canonical columns that they have together, after the codes."""

    files: tuple[Staged, ...]
    columns: tuple[str, ...]


def stage_log(con: duckdb.DuckDBPyConnection, sources: Sequence[Source], nulls: Sequence[str]) -> Log:
    """Stage the files and find the ids in them: tables `found_<part>` with `user_id` and `item_id`, in turn NULL.

    Raises:
        InputError: the codes of `stage`, `import.files_differ`.
    """
    columns = _united(sources)
    return Log(tuple(_stage(con, source, nulls) for source in sources), columns)


def _united(sources: Sequence[Source]) -> tuple[str, ...]:
    fields = interaction_fields(None)
    every = [name for name in c.INTERACTION_COLUMNS[2:] if any(name in s.columns.known for s in sources)]
    for name in every:
        without = [source for source in sources if name not in source.columns.known]
        if without and fields[name].filled is None:
            has = next(source for source in sources if name in source.columns.known)
            raise InputError("import.files_differ", file=without[0].name, other=has.name, column=name)
    return (c.FEEDBACK, *(name for name in every if name != c.FEEDBACK))


def _stage(con: duckdb.DuckDBPyConnection, source: Source, nulls: Sequence[str]) -> Staged:
    """The ids of a file, and the proof that it was read as it is: the careful reader takes what lacks it."""
    staged = stage_in_place(con, source)
    if staged.is_query:
        try:
            if _find_ids(con, staged, nulls, misfits(source)) == (staged.shape.read, False):
                return staged
        except UNREADABLE:
            pass
        staged = stage_slowly(con, source)
    _find_ids(con, staged, nulls, "false")
    return staged


def _find_ids(con: duckdb.DuckDBPyConnection, staged: Staged, nulls: Sequence[str], misfit: str) -> tuple[int, bool]:
    """One pass over the file for both ids; the number of records, and whether any is a misfit."""
    table, known = f"found_{staged.source.part}", staged.source.columns.known
    user, item = (text.cell(text.column(known[side.id]), nulls) for side in SIDES)
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS WITH cells AS (SELECT {user} AS {c.USER}, {item} AS {c.ITEM}, "
        f"{misfit} AS misfit FROM {staged.table}) "
        f"SELECT {c.USER}, {c.ITEM}, grouping({c.USER}) AS other, count(*) AS n, bool_or(misfit) AS misfit FROM cells "
        f"GROUP BY GROUPING SETS (({c.USER}), ({c.ITEM}))"
    )
    n, misfit_found = only_row(con, f"SELECT sum(n), bool_or(misfit) FROM {table} WHERE other = 0")
    return int(n or 0), bool(misfit_found)


def create_coded(con: duckdb.DuckDBPyConnection, log: Log) -> None:
    """The empty table of all records."""
    fields = interaction_fields(None)
    columns = "".join(f"{name} {fields[name].kind}, " for name in log.columns)
    con.execute(
        f"CREATE TABLE {CODED} (file USMALLINT, line BIGINT, {c.USER_CODE} INTEGER, {c.ITEM_CODE} INTEGER, "
        f"{columns}mark UBIGINT, fault SMALLINT, clipped BOOLEAN)"
    )


def code_records(
    con: duckdb.DuckDBPyConnection, staged: Staged, log: Log, request: ImportRequest, times: Times
) -> list[Fault]:
    """Append a file's records to `coded`; gives the faults that its `fault` column numbers."""
    clips = request.recipe.cleaning.outside == "clip" and request.feedback_range is not None
    fields = interaction_fields(
        None if clips else request.feedback_range,
        staged.source.reading,
        times,
        request.feedback_range if clips else None,
    )
    known = staged.source.columns.known
    present = [field for name, field in fields.items() if name in known]
    cells = ", ".join(f"{text.cell(text.column(known[f.name]), request.recipe.nulls)} AS r_{f.name}" for f in present)
    values = ", ".join(f"{f.sql(f.value)} AS v_{f.name}" for f in present)
    cases, faults = _fault_cases(present, staged)
    stored = "".join(f"{_stored(fields[name], name in known)} AS {name}, " for name in log.columns)
    con.execute(
        f"INSERT INTO {CODED} WITH cells AS (SELECT line, {cells}, {_mark(staged.source)} AS mark, "
        f"{is_blank(staged)} AS blank FROM {staged.table}), "
        f"with_values AS (SELECT *, {values} FROM cells), "
        f"judged AS (SELECT *, {cases} AS fault FROM with_values) "
        f"SELECT {staged.source.part}, line, u.code, i.code, {stored}mark, fault, "
        f"{_clipped(present, request.feedback_range if clips else None)} AS clipped FROM judged "
        f"LEFT JOIN {USERS.ids} u ON u.raw = r_{c.USER} LEFT JOIN {ITEMS.ids} i ON i.raw = r_{c.ITEM}"
    )
    _count_blanks(con, staged)
    return faults


def _stored(field: Field, there: bool) -> str:
    if there:
        return f"CASE WHEN fault IS NULL THEN {field.sql(field.stored)} END"
    return "1.0" if field.name == c.FEEDBACK else str(field.filled)


def _mark(source: Source) -> str:
    """A hash of all cells but the ids, whatever the order of the columns: copies have the same."""
    ids = {source.columns.known[side.id] for side in SIDES}
    others = [i for i in range(source.width) if i not in ids]
    named = sorted(others, key=lambda i: (source.header[i].casefold(), i))
    return f"hash({', '.join(text.column(i) for i in named)})" if named else "0::UBIGINT"


def is_blank(staged: Staged) -> str:
    """Lines without any text; in a table they are gone already. The first cell spares most lines the others."""
    cells = ", ".join(text.column(i) for i in range(staged.source.width))
    return f"coalesce(c0, '') = '' AND concat({cells}) = ''" if staged.is_query else "false"


def _count_blanks(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    where = f"file = {staged.source.part} AND fault = {BLANK}"
    staged.shape.blank += scalar(con, f"SELECT count(*) FROM {CODED} WHERE {where}")
    refuse_empty(staged)


def _clipped(fields: Sequence[Field], clip: tuple[float, float] | None) -> str:
    field = next((field for field in fields if field.name == c.FEEDBACK), None)
    return "false" if clip is None or field is None else f"fault IS NULL AND ({field.sql(outside(*clip))})"


def _fault_cases(fields: Sequence[Field], staged: Staged) -> tuple[str, list[Fault]]:
    """A CASE that gives the position of the first fault that holds, and the list of all faults."""
    conditions = [f"WHEN blank THEN {BLANK}"] if staged.is_query else []
    faults: list[Fault] = []
    for field in fields:
        for condition, reason in field.faults:
            conditions.append(f"WHEN {field.sql(condition)} THEN {len(faults)}")
            faults.append((field.name, reason))
    return f"CASE {' '.join(conditions)} END", faults
