"""How often words that mean no value, or that nobody knows, stand in the files: counts of cells."""

from collections import Counter
from collections.abc import Sequence

import duckdb

from engine import columns as c
from engine.data.importing import text
from engine.data.importing.connection import scalar
from engine.data.importing.entities import attribute_positions
from engine.data.importing.interactions import CODED
from engine.data.importing.staging import Fault, Staged

OPTIONAL = (c.POSITION, c.RANDOMIZED)
"""Columns of a log in which a cell may be empty without a fault."""


def nulls_in_log(
    con: duckdb.DuckDBPyConnection, staged: Staged, faults: Sequence[Fault], nulls: Sequence[str]
) -> Counter[str]:
    """Words for no value in the mapped columns of a log; a large file is read again only if there are any."""
    known = staged.source.columns.known
    missing = [i for i, (_, reason) in enumerate(faults) if reason == "missing"]
    found = f"file = {staged.source.part} AND fault IN ({', '.join(map(str, missing))})"
    if scalar(con, f"SELECT count(*) FROM {CODED} WHERE {found}"):
        return _count(con, staged, list(known.values()), nulls)
    return _count(con, staged, [known[name] for name in OPTIONAL if name in known], nulls)


def nulls_in_entities(con: duckdb.DuckDBPyConnection, staged: Staged, nulls: Sequence[str]) -> Counter[str]:
    """Words for no value among ids and attributes."""
    known = staged.source.columns.known
    ids = [known[name] for name in (c.USER, c.ITEM) if name in known]
    return _count(con, staged, [*ids, *attribute_positions(staged).values()], nulls)


def unknown_in_entities(
    con: duckdb.DuckDBPyConnection, staged: Staged, nulls: Sequence[str], words: Sequence[str]
) -> Counter[str]:
    """Words for "nobody knows" among the attributes, by the word as it is given, without regard to case."""
    counts: Counter[str] = Counter()
    for word in dict.fromkeys(words):
        for position in attribute_positions(staged).values():
            cell = text.cell(text.column(position), nulls)
            same = f"lower({cell}) = lower({text.literal(word)})"
            counts[word] += scalar(con, f"SELECT count(*) FROM {staged.table} WHERE {same}")
    return +counts


def _count(
    con: duckdb.DuckDBPyConnection, staged: Staged, positions: Sequence[int], nulls: Sequence[str]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    cells = ", ".join(text.column(i) for i in range(staged.source.width))
    for position in positions:
        column = text.column(position)
        rows = con.execute(
            f"SELECT {text.trimmed(column)}, count(*) FROM {staged.table} "
            f"WHERE ({text.cell(column, nulls)}) IS NULL AND concat({cells}) <> '' GROUP BY 1"
        ).fetchall()
        counts.update(dict(rows))
    return counts
