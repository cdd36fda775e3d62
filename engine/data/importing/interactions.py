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
from engine.data.importing.connection import scalar
from engine.data.importing.fields import Field, interaction_fields, outside
from engine.data.importing.identities import ITEMS, USERS, Side, code_ids
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


def stage_log(con: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> Log:
    """Stage the files and find the cells of ids: tables `found_<part>` with `user_id` and `item_id`, in turn NULL.

    Raises:
        InputError: the codes of `stage`, `import.files_differ`.
    """
    columns = _united(sources)
    return Log(tuple(_stage(con, source) for source in sources), columns)


def _united(sources: Sequence[Source]) -> tuple[str, ...]:
    fields = interaction_fields(None)
    every = [name for name in c.INTERACTION_COLUMNS[2:] if any(name in s.columns.known for s in sources)]
    for name in every:
        without = [source for source in sources if name not in source.columns.known]
        if without and fields[name].filled is None:
            has = next(source for source in sources if name in source.columns.known)
            raise InputError("import.files_differ", file=without[0].name, other=has.name, column=name)
    return (c.FEEDBACK, *(name for name in every if name != c.FEEDBACK))


def _stage(con: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """The ids of a file, and the proof that it was read as it is: the careful reader takes what lacks it."""
    staged = stage_in_place(con, source)
    if staged.is_query:
        try:
            if _proved(con, staged):
                return staged
        except UNREADABLE:
            pass
        staged = stage_slowly(con, source)
    _find_ids(con, staged, "false")
    return staged


def _proved(con: duckdb.DuckDBPyConnection, staged: Staged) -> bool:
    """Whether no record is a misfit and none is missing. Of ids the different ones are looked at, not each cell."""
    source = staged.source
    user, item = (source.columns.known[side.id] for side in SIDES)
    others = [i for i in range(len(source.header)) if i not in (user, item)]
    if _find_ids(con, staged, misfits(source, others)) != staged.shape.read:
        return False
    ids = f"SELECT {c.USER} AS {text.column(user)}, {c.ITEM} AS {text.column(item)} FROM {_found(source)}"
    return not scalar(con, f"SELECT count(*) FROM ({ids}) WHERE {misfits(source, (user, item))}")


def _find_ids(con: duckdb.DuckDBPyConnection, staged: Staged, misfit: str) -> int:
    """One pass over the file for the different cells of both ids; the number of records that are no misfits.

    Every column is looked at, so that what DuckDB cannot read shows here and not later.
    """
    table, known = _found(staged.source), staged.source.columns.known
    user, item = (text.column(known[side.id]) for side in SIDES)
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS WITH cells AS (SELECT {user} AS {c.USER}, {item} AS {c.ITEM} "
        f"FROM {staged.table} WHERE ({misfit}) IS NOT TRUE) "
        f"SELECT {c.USER}, {c.ITEM}, grouping({c.USER}) AS other, count(*) AS n FROM cells "
        f"GROUP BY GROUPING SETS (({c.USER}), ({c.ITEM}))"
    )
    return scalar(con, f"SELECT coalesce(sum(n), 0) FROM {table} WHERE other = 0")


def _found(source: Source) -> str:
    """The table of the different ids of a file."""
    return f"found_{source.part}"


def code_log(con: duckdb.DuckDBPyConnection, log: Log, side: Side, nulls: Sequence[str], key: bytes | None) -> None:
    """Code the ids of one side, and make the table `side.cells`: the code of each cell as it stands in the files.

    Cells are trimmed here, once each, and never again for every record.
    """
    other = 0 if side == USERS else 1
    found = " UNION ALL ".join(f"SELECT {side.id} FROM {_found(s.source)} WHERE other = {other}" for s in log.files)
    cells = f"SELECT DISTINCT {side.id} AS cell, {text.cell(side.id, nulls)} AS raw FROM ({found})"
    con.execute(f"CREATE TABLE trimmed_{side.role} AS {cells}")
    described = f"SELECT raw FROM {side.described} WHERE fault IS NULL"
    code_ids(con, side, [f"SELECT raw FROM trimmed_{side.role}", described], key)
    con.execute(f"CREATE TABLE {side.cells} AS SELECT cell, code FROM trimmed_{side.role} JOIN {side.ids} USING (raw)")


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
    cases, faults = _fault_cases(present, staged)
    stored = "".join(f"{_stored(fields[name], name in known)} AS {name}, " for name in log.columns)
    con.execute(
        f"INSERT INTO {CODED} WITH {_values(staged, present, request.recipe.nulls)}, "
        f"judged AS (SELECT *, {cases} AS fault FROM with_values) "
        f"SELECT {staged.source.part}, line, r_{c.USER}, r_{c.ITEM}, {stored}mark, fault, "
        f"{_clipped(present, request.feedback_range if clips else None)} AS clipped FROM judged"
    )
    _count_blanks(con, staged)
    return faults


def _values(staged: Staged, present: Sequence[Field], nulls: Sequence[str]) -> str:
    """CTEs up to `with_values`: text `r_<name>` and value `v_<name>` of each field; of ids both are the code.

    A cell that is a plain number (`q_<name>`) needs neither trimming nor a closer look, which cost more than all else.
    """
    known = staged.source.columns.known
    cells = {field.name: text.column(known[field.name]) for field in present}
    others = [field for field in present if field.name not in (c.USER, c.ITEM)]
    quick = [field for field in others if field.plain]
    casts = "".join(f", TRY_CAST({cells[f.name]} AS DOUBLE) AS t_{f.name}" for f in quick)
    plain = "".join(f", {text.plain_number(cells[f.name], f't_{f.name}', nulls)} AS q_{f.name}" for f in quick)
    texts = "".join(f", {_text(f, cells[f.name], nulls)} AS r_{f.name}" for f in others)
    values = ", ".join(f"{_value(f)} AS v_{f.name}" for f in present)
    return (
        f"cast_ AS (SELECT s.*, u.code AS r_{c.USER}, i.code AS r_{c.ITEM}{casts} FROM {staged.table} s "
        f"LEFT JOIN {USERS.cells} u ON u.cell = s.{cells[c.USER]} "
        f"LEFT JOIN {ITEMS.cells} i ON i.cell = s.{cells[c.ITEM]}), "
        f"looked AS (SELECT *{plain} FROM cast_), "
        f"cells AS (SELECT *{texts}, {_mark(staged.source)} AS mark, {is_blank(staged)} AS blank FROM looked), "
        f"with_values AS (SELECT *, {values} FROM cells)"
    )


def _text(field: Field, column: str, nulls: Sequence[str]) -> str:
    cell = text.cell(column, nulls)
    return f"CASE WHEN q_{field.name} THEN {column} ELSE {cell} END" if field.plain else cell


def _value(field: Field) -> str:
    value = field.sql(field.value)
    return f"CASE WHEN q_{field.name} THEN {field.sql(field.plain)} ELSE {value} END" if field.plain else value


def _stored(field: Field, there: bool) -> str:
    if there:
        return f"CASE WHEN fault IS NULL THEN {field.sql(field.stored)} END"
    return "1.0" if field.name == c.FEEDBACK else str(field.filled)


def _mark(source: Source) -> str:
    """A hash of all cells but the ids, whatever the order of the columns: copies have the same."""
    ids = {source.columns.known[side.id] for side in SIDES}
    others = [i for i in range(source.width) if i not in ids]
    named = sorted(others, key=lambda i: (source.header[i].casefold(), i))
    return text.hashed([text.column(i) for i in named]) if named else "0::UBIGINT"


def is_blank(staged: Staged) -> str:
    """Lines without any text; in a table they are gone already. The first cell spares most lines the others."""
    cells = ", ".join(text.column(i) for i in range(staged.source.width))
    return f"CASE WHEN coalesce(c0, '') = '' THEN concat({cells}) = '' ELSE false END" if staged.is_query else "false"


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
