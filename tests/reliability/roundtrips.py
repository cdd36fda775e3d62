"""Whatever Python's csv writes comes back cell by cell, through every delimiter, encoding and line end."""

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.recipe import NULL_WORDS, Reading, Recipe
from tests.reliability.mutations import STRIPPED

CODECS = {"utf-8": "utf-8", "utf-16": "utf-16", "gb18030": "gb18030"}
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=15)


def returns(data: Any, folder: Path) -> None:
    """Write rows drawn from `data` as CSV, import them, and compare the pairs that have both ids."""
    rows = data.draw(ROWS)
    encoding = data.draw(st.sampled_from(sorted(CODECS)))
    delimiter = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    log, target = folder / "log.csv", folder / "data.duckdb"
    log.write_bytes(_written(rows, delimiter, end).encode(CODECS[encoding]))
    reading = Reading(encoding=encoding, delimiter=delimiter)  # type: ignore[arg-type]
    try:
        imported = write_dataset(ImportRequest(log, recipe=Recipe(interactions=reading, rejects=1.0)), target)
        assert imported.ledgers[0].balances
        with duckdb.connect(str(target), read_only=True) as con:
            joined = "interactions JOIN users USING (user_code) JOIN items USING (item_code)"
            found = set(con.execute(f"SELECT user_id, item_id FROM {joined}").fetchall())
        assert found == expected(rows), (found, expected(rows))
    finally:
        target.unlink(missing_ok=True)
        (folder / "rejects.parquet").unlink(missing_ok=True)


def expected(rows: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of rows that have both ids; the first row is always good."""
    bare = [tuple(cell.strip(STRIPPED) for cell in row) for row in [("first", "row"), *rows]]
    return {(user, item) for user, item in bare if user not in NULL_WORDS and item not in NULL_WORDS}


def _written(rows: list[tuple[str, str]], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end, delimiter=delimiter)
    writer.writerows([("user_id", "item_id"), ("first", "row"), *rows])
    return out.getvalue()
