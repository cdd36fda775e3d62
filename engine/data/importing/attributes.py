"""What kind of attribute a column is, from its values."""

import duckdb

from engine import columns as c
from engine.contracts import Attribute, AttributeKind
from engine.data.importing import text
from engine.data.importing.connection import only_row, scalar
from engine.data.importing.recipe import Decimal

NUMBER_ABOVE = 12
"""A number with at most so many different values is a code or a scale: a category."""
MULTI_FROM = 0.05
"""The share of values with a `|` that makes the attribute one of several values."""
EXACT = 2**53
TEXT_ABOVE = 100
TEXT_SHARE = 0.2
"""More different values than both, the share being of all values: too varied to group by."""


def infer(con: duckdb.DuckDBPyConnection, table: str, column: str, name: str, decimal: Decimal = ".") -> Attribute:
    """Look at a text column of a table of users or items.

    Numbers with a leading zero are codes (postal codes), so one such value keeps the column as text; so does a whole
    number from `EXACT` on, which as a DOUBLE would be the same as its neighbour.
    """
    number = text.number(column, decimal)
    long = f"abs({number}) >= {EXACT} AND regexp_matches({column}, '^[+-]?[0-9]+$')"
    numeric = (
        f"({number}) IS NOT NULL AND isfinite({number}) AND NOT regexp_matches({column}, '^-?0[0-9]') AND NOT ({long})"
    )
    present, missing, distinct, all_numbers, joined = only_row(
        con,
        f"SELECT count({column}), count(*) - count({column}), count(DISTINCT {column}), "
        f"coalesce(bool_and({numeric}) FILTER ({column} IS NOT NULL), false), "
        f"count(*) FILTER (contains({column}, '|')) FROM {table}",
    )
    kind = kind_of(name, present, distinct, all_numbers, joined)
    return Attribute(name, kind, _parts(con, table, column) if kind == "multi" else distinct, missing)


def kind_of(name: str, present: int, distinct: int, numeric: bool, joined: int) -> AttributeKind:
    """The kind that follows from the numbers of values, of different ones and of those with a `|`."""
    if name == c.PROVIDER:
        return "category"
    if numeric and distinct > NUMBER_ABOVE:
        return "number"
    if joined and joined >= MULTI_FROM * present:
        return "multi"
    if distinct > TEXT_ABOVE and distinct > TEXT_SHARE * present:
        return "text"
    return "category"


def _parts(con: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    parts = f"SELECT trim(unnest(string_split({column}, '|'))) AS part FROM {table}"
    return scalar(con, f"SELECT count(DISTINCT part) FROM ({parts}) WHERE part <> ''")
