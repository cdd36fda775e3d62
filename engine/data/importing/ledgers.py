"""The ledger: what became of each record of a file, and what it forbids."""

import duckdb

from engine.data.importing import text
from engine.data.importing.advice import setting_that_fits
from engine.data.importing.connection import scalar
from engine.data.importing.entities import GOOD, Described
from engine.data.importing.interactions import CODED
from engine.data.importing.pairs import Fates
from engine.data.importing.recipe import Recipe
from engine.data.importing.rejects import TABLE, first_rejects
from engine.data.importing.staging import Staged
from engine.data.ledger import Ledger
from engine.errors import InputError
from engine.words.imports import advice, reason

IDENTICAL_ALLOWED = 0.1
"""A file with a larger share of records that repeat another in every column was probably written twice."""


def log_ledger(con: duckdb.DuckDBPyConnection, staged: Staged, fates: Fates) -> Ledger:
    """The ledger of a file of interactions."""
    part = staged.source.part
    return _ledger(con, staged, int(fates.loaded[part]), int(fates.duplicates[part]), int(fates.removed[part]))


def entity_ledger(con: duckdb.DuckDBPyConnection, staged: Staged, described: Described) -> Ledger:
    """The ledger of a file of users or items: records of one id in two files are loaded both, and joined."""
    side, part = described.side, staged.source.part
    records = f"SELECT count(*) FROM {side.described} WHERE file = {part} AND fault IS NULL"
    good = scalar(con, records)
    latest = scalar(con, f"{records} AND latest")
    loaded = scalar(
        con,
        f"SELECT count(*) FROM {side.described} SEMI JOIN final_{side.role} USING (raw) WHERE file = {part} AND {GOOD}",
    )
    return _ledger(con, staged, loaded, good - latest, latest - loaded)


def _ledger(con: duckdb.DuckDBPyConnection, staged: Staged, loaded: int, duplicates: int, removed: int) -> Ledger:
    source, shape = staged.source, staged.shape
    assert source.role != "recommendations"  # lists have no ledger: any fault refuses them
    counted = con.execute(
        f"SELECT reason, count(*) FROM {TABLE} WHERE role = ? AND part = ? AND \"column\" <> '' GROUP BY 1 ORDER BY 1",
        [source.role, source.part],
    ).fetchall()
    reasons = dict(shape.reasons)
    for code, n in counted:
        reasons[code] = reasons.get(code, 0) + n
    return Ledger(
        file=source.role,
        read=shape.read,
        loaded=loaded,
        rejected=sum(reasons.values()),
        duplicates=duplicates,
        blank=shape.blank,
        reasons=reasons,
        examples=first_rejects(con, staged),
        removed=removed,
        source=source.name,
    )


def copies_of(con: duckdb.DuckDBPyConnection, staged: Staged) -> int:
    """Records of a file of users or items that repeat another in every column."""
    cells = text.hashed([text.column(i) for i in range(staged.source.width)])
    return scalar(con, f"SELECT count(*) - count(DISTINCT {cells}) FROM {staged.table}")


def too_many_rejects(
    con: duckdb.DuckDBPyConnection, staged: Staged, ledger: Ledger, allowed: float
) -> InputError | None:
    """`import.too_many_rejects` where a larger share than `allowed` was rejected, with the setting that would help."""
    records = ledger.read - ledger.blank
    if ledger.rejected <= allowed * records:
        return None
    first = ledger.examples[0]
    return InputError(
        "import.too_many_rejects",
        file=ledger.source,
        rejected=ledger.rejected,
        read=records,
        allowed=f"{allowed:.3%}".rstrip("0%").rstrip(".") + "%",
        reasons=[f"{reason(code)}: {n}" for code, n in ledger.reasons.items()],
        line=first.line,
        column=first.column or "-",
        text=first.text or "-",
        advice=advice(setting_that_fits(con, staged)),
    )


def too_many_copies(
    con: duckdb.DuckDBPyConnection, staged: Staged, ledger: Ledger, copies: int, recipe: Recipe
) -> InputError | None:
    """`import.repeated` where a file was probably written twice and nobody chose to drop copies.

    In a bare list of pairs a repeated record is a repeated click; with more columns it is a copy.
    """
    bare = ledger.file == "interactions" and len(staged.source.columns.known) == 2
    records = ledger.read - ledger.blank
    if recipe.cleaning.copies == "drop" or bare or copies <= IDENTICAL_ALLOWED * records:
        return None
    line = _first_copy(con, staged)
    return InputError("import.repeated", file=ledger.source, repeated=copies, read=records, line=line)


def _first_copy(con: duckdb.DuckDBPyConnection, staged: Staged) -> int:
    part = staged.source.part
    if staged.source.role == "interactions":
        same, order = "user_code, item_code, mark", "file, line"
        rows = f"SELECT file, line, {same} FROM {CODED} WHERE fault IS NULL"
    else:
        same, order = text.hashed([text.column(i) for i in range(staged.source.width)]), "line"
        rows = f"SELECT {part} AS file, * FROM {staged.table}"
    numbered = f"SELECT file, line, row_number() OVER (PARTITION BY {same} ORDER BY {order}) AS n FROM ({rows})"
    return scalar(con, f"SELECT min(line) FROM ({numbered}) WHERE n >= 2 AND file = {part}")


def unbalanced(ledger: Ledger) -> InputError | None:
    """`import.unbalanced`, which would be a defect of ours."""
    if ledger.balances:
        return None
    return InputError("import.unbalanced", file=ledger.source, read=ledger.read, loaded=ledger.loaded)
