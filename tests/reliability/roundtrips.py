"""Whatever Python's csv writes comes back cell by cell, through every delimiter, encoding and line end."""

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.recipe import NULL_WORDS, Cleaning, Reading, Recipe
from tests.reliability.mutations import STRIPPED

Row = tuple[str, str, float]
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16", "gb18030": "gb18030"}
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(st.tuples(CELL, CELL, NUMBER), min_size=1, max_size=15)
CLEANING = Cleaning(copies="drop")
FIRST = ("first", "row", 1.0)


def returns(data: Any, folder: Path) -> None:
    """Write rows drawn from `data` as CSV, import them, and compare the records that have both ids."""
    rows = data.draw(ROWS)
    encoding = data.draw(st.sampled_from(sorted(CODECS)))
    delimiter = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    log, target = folder / "log.csv", folder / "data.duckdb"
    log.write_bytes(_written(rows, delimiter, end).encode(CODECS[encoding]))
    reading = Reading(encoding=encoding, delimiter=delimiter)  # type: ignore[arg-type]
    try:
        imported = write_dataset(
            ImportRequest(log, recipe=Recipe(interactions=reading, cleaning=CLEANING, rejects=1.0)), target
        )
        assert imported.ledgers[0].balances
        with duckdb.connect(str(target), read_only=True) as con:
            joined = "interactions JOIN users USING (user_code) JOIN items USING (item_code)"
            found = con.execute(f"SELECT user_id, item_id, feedback FROM {joined}").fetchall()
        assert {(user, item): feedback for user, item, feedback in found} == expected(rows), (found, expected(rows))
    finally:
        target.unlink(missing_ok=True)
        (folder / "rejects.parquet").unlink(missing_ok=True)


def expected(rows: list[Row]) -> dict[tuple[str, str], float]:
    """The number, bit for bit, of each pair that has both ids, of several, copies aside, the last.

    The first row is always good.
    """
    bare = [(user.strip(STRIPPED), item.strip(STRIPPED), repr(number)) for user, item, number in [FIRST, *rows]]
    once = dict.fromkeys(row for row in bare if row[0] not in NULL_WORDS and row[1] not in NULL_WORDS)
    return {(user, item): float(number) for user, item, number in once}


def _written(rows: list[Row], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end, delimiter=delimiter)
    writer.writerows([("user_id", "item_id", "feedback"), FIRST, *rows])
    return out.getvalue()
