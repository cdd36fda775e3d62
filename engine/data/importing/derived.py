"""Derived attributes in an import: new text columns beside those of the file."""

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from engine.config import Spec
from engine.data.features import derived_of
from engine.data.importing import text
from engine.errors import InputError

LABELS = "derived_labels"


def derive(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], specs: Sequence[Spec]
) -> dict[str, str]:
    """Add the derived attributes of one side to its temporary table: new attribute -> its column, `d0`, `d1`, ….

    `columns`: attribute -> column of `table` that holds its text. Specs of attributes that it does not have are left
    out: they are of the other side, or `check_recipe` refuses them. Each different text is looked at once.

    Raises:
        InputError: `features.name_taken` for an attribute that is there already, and those of `derived_of`.
    """
    known = dict(columns)
    made: dict[str, str] = {}
    for one in derived_of(specs):
        if one.attribute not in known:
            continue
        if one.made in known:
            raise InputError("features.name_taken", attribute=one.made)
        source, column = text.name(known[one.attribute]), f"d{len(made)}"
        found = con.execute(f"SELECT DISTINCT {source} FROM {table} WHERE {source} IS NOT NULL ORDER BY 1").fetchall()
        values = [str(value) for (value,) in found]
        labels = pa.table({"value": pa.array(values, pa.string()), "label": pa.array(one.labels(values), pa.string())})
        con.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR")
        con.register(LABELS, labels)
        con.execute(f"UPDATE {table} SET {column} = l.label FROM {LABELS} l WHERE CAST({source} AS VARCHAR) = l.value")
        con.unregister(LABELS)
        known[one.made] = made[one.made] = column
    return made
