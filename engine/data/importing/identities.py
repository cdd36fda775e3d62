"""Ids to codes: dense, in the order of the ids or of their pseudonyms, of all who interact or are described."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engine import columns as c
from engine.data.importing.connection import scalar
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Role

BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Side:
    """The names of one side."""

    role: Role
    id: str
    code: str

    @property
    def ids(self) -> str:
        """The table `raw` (the id in the file), `id` (in the dataset), `code` (before anybody is left out)."""
        return f"ids_{self.role}"

    @property
    def cells(self) -> str:
        """The table `cell` (an id as it stands in a log, untrimmed), `code`; words for no value are not in it."""
        return f"cells_{self.role}"

    @property
    def described(self) -> str:
        """The table of the records that describe."""
        return f"described_{self.role}"


USERS = Side("users", c.USER, c.USER_CODE)
ITEMS = Side("items", c.ITEM, c.ITEM_CODE)


def code_ids(con: duckdb.DuckDBPyConnection, side: Side, queries: Sequence[str], key: bytes | None) -> int:
    """Create `side.ids` from queries for `raw` and give the number of ids; with a key the ids are pseudonyms."""
    con.execute(
        f"CREATE TABLE raw_{side.role} AS SELECT DISTINCT raw FROM ({' UNION ALL '.join(queries)}) "
        f"WHERE raw IS NOT NULL"
    )
    shown = f"(SELECT raw, raw AS id FROM raw_{side.role})"
    if key is not None:
        shown = _pseudonymous(con, side, key)
    con.execute(
        f"CREATE TABLE {side.ids} AS SELECT raw, id, CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS code "
        f"FROM {shown}"
    )
    return scalar(con, f"SELECT count(*) FROM {side.ids}")


def _pseudonymous(con: duckdb.DuckDBPyConnection, side: Side, key: bytes) -> str:
    """A table of ids and pseudonyms, made a batch at a time."""
    table = f"pseudonyms_{side.role}"
    con.execute(f"CREATE TABLE {table} (raw VARCHAR, id VARCHAR)")
    for start in range(0, scalar(con, f"SELECT count(*) FROM raw_{side.role}"), BATCH):
        rows = con.execute(f"SELECT raw FROM raw_{side.role} LIMIT {BATCH} OFFSET {start}").fetchall()
        ids = [raw for (raw,) in rows]
        con.register("made", pa.table({"raw": ids, "id": pseudonyms(key, side.role, ids)}))
        con.execute(f"INSERT INTO {table} FROM made")
        con.unregister("made")
    return table
