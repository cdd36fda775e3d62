"""Derived attributes in an import: new text columns beside those of the file."""

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from engine.config import Spec
from engine.data.features import derived_of
from engine.data.features.bins import Bins
from engine.data.importing.recipe import Decimal
from engine.errors import InputError

LABELS = "derived_labels"


def derive(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    specs: Sequence[Spec],
    decimal: Decimal = ".",
) -> dict[str, str]:
    """Add the derived attributes of one side to its temporary table: new attribute -> its column, `d0`, `d1`, ….

    `columns`: attribute -> column of `table` that holds its text. Specs of attributes that it does not have are left
    out: they are of the other side, or `check_recipe` refuses them. Each different text is looked at once.
    `decimal`: the decimal mark of numbers in the file. Names that differ in case alone are one name.

    Raises:
        InputError: `features.name_taken` for an attribute that is there already, and those of `derived_of`.
    """
    known = dict(columns)
    made: dict[str, str] = {}
    for one in derived_of(specs):
        if one.attribute not in known:
            continue
        if one.made.casefold() in {name.casefold() for name in known}:
            raise InputError("features.name_taken", attribute=one.made)
        source, column = known[one.attribute], f"d{len(made)}"
        texts = _texts(con, table, source)
        comma = decimal == "," and isinstance(one, Bins) and one.attribute in columns
        _add(con, table, source, column, texts, one.labels(_points(texts) if comma else texts))
        known[one.made] = made[one.made] = column
    return made


def _texts(con: duckdb.DuckDBPyConnection, table: str, source: str) -> list[str]:
    """The different texts of a column, in order."""
    found = con.execute(f"SELECT DISTINCT {source} FROM {table} WHERE {source} IS NOT NULL ORDER BY 1").fetchall()
    return [str(value) for (value,) in found]


def _add(
    con: duckdb.DuckDBPyConnection,
    table: str,
    source: str,
    column: str,
    texts: Sequence[str],
    labels: Sequence[str | None],
) -> None:
    """Add `column` with the label of each text in `source`."""
    both = pa.table({"value": pa.array(texts, pa.string()), "label": pa.array(labels, pa.string())})
    con.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR")
    con.register(LABELS, both)
    con.execute(f"UPDATE {table} SET {column} = l.label FROM {LABELS} l WHERE CAST({source} AS VARCHAR) = l.value")
    con.unregister(LABELS)


def _points(values: Sequence[str]) -> list[str]:
    """Numbers with a decimal comma as numbers with a point; a point inside one makes it none."""
    return ["" if "." in value else value.replace(",", ".") for value in values]
