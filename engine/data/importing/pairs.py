"""From coded records to the dataset's interactions: one record a pair, none below a core, in final codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine import columns as c
from engine.data.importing.cores import Flags, core
from engine.data.importing.fields import interaction_fields
from engine.data.importing.identities import Side
from engine.data.importing.interactions import CODED
from engine.data.importing.recipe import Cleaning
from engine.data.importing.repeats import Block, Kept, settle

BLOCK = 2_000_000
"""Records that are in memory at a time: those of some users, all of each."""
LINE_BITS = 47
"""Lines of one file are counted in so many bits, files in the rest of 63."""
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of the good records, by file: shape (n_files,)."""

    loaded: Counts
    duplicates: Counts
    removed: Counts
    copies: Counts


@dataclass(frozen=True, slots=True)
class Staying:
    """Who stays, by code, on both sides."""

    users: Flags
    items: Flags

    def codes(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The final code of each one who stays: dense, in the same order."""
        return tuple((np.cumsum(flags) - 1).astype(np.int32) for flags in (self.users, self.items))  # type: ignore[return-value]


def who_stays(
    con: duckdb.DuckDBPyConnection, columns: Sequence[str], cleaning: Cleaning, described: tuple[Flags, Flags]
) -> Staying:
    """Who is in the dataset: everyone who has interactions or is described.

    With a core on their side those below it leave, described or not: an item that nobody has used enough would still
    be there to be recommended. The other side's people stay if they are described.
    """
    least = (cleaning.user_core, cleaning.item_core)
    if not any(least):
        interacting = (_interacting(con, c.USER_CODE, described[0]), _interacting(con, c.ITEM_CODE, described[1]))
        return Staying(interacting[0] | described[0], interacting[1] | described[1])
    pairs = [(block.users[kept.rows], block.items[kept.rows]) for block, kept, _ in _settled(con, columns, cleaning)]
    users = np.concatenate([pair[0] for pair in pairs]) if pairs else np.empty(0, np.int32)
    items = np.concatenate([pair[1] for pair in pairs]) if pairs else np.empty(0, np.int32)
    inside = core(users, items, (len(described[0]), len(described[1])), least)
    kept_pairs = inside[0][users] & inside[1][items]
    found = [np.bincount(codes[kept_pairs], minlength=len(flags)) > 0
             for codes, flags in ((users, described[0]), (items, described[1]))]  # fmt: skip
    return Staying(*(
        stay if fewest else has | known
        for stay, has, known, fewest in zip(inside, found, described, least, strict=True)
    ))  # fmt: skip


def _interacting(con: duckdb.DuckDBPyConnection, code: str, like: Flags) -> Flags:
    found = con.execute(f"SELECT DISTINCT {code} AS code FROM {CODED} WHERE fault IS NULL").fetchnumpy()["code"]
    flags = np.zeros(len(like), bool)
    flags[np.asarray(found, np.int64)] = True
    return flags


def described_flags(con: duckdb.DuckDBPyConnection, side: Side, n: int) -> Flags:
    """By code: whether a file describes it, shape (n,)."""
    described = f"SELECT raw FROM {side.described} WHERE fault IS NULL"
    found = con.execute(f"SELECT code FROM {side.ids} SEMI JOIN ({described}) USING (raw)").fetchnumpy()["code"]
    flags = np.zeros(n, bool)
    flags[np.asarray(found, np.int64)] = True
    return flags


def write_pairs(
    con: duckdb.DuckDBPyConnection, columns: Sequence[str], cleaning: Cleaning, staying: Staying, n_files: int
) -> Fates:
    """Create `target.interactions`, one row a pair in the order of the codes, and tell what became of the records."""
    fields = interaction_fields(None)
    kinds = [f"{c.USER_CODE} INTEGER", f"{c.ITEM_CODE} INTEGER", *(f"{name} {fields[name].kind}" for name in columns)]
    con.execute(f"CREATE TABLE target.interactions ({', '.join(kinds)})")
    fates = Fates(*(np.zeros(n_files, np.int64) for _ in range(4)))
    final = staying.codes()
    for block, kept, table in _settled(con, columns, cleaning):
        users, items = block.users[kept.rows], block.items[kept.rows]
        stays = staying.users[users] & staying.items[items]
        _count(fates, table["file"].to_numpy(), kept, stays)
        chosen = table.select(columns).take(pa.array(kept.rows[stays]))
        codes = {c.USER_CODE: final[0][users[stays]], c.ITEM_CODE: final[1][items[stays]]}
        values = {name: chosen[name] for name in columns} | {c.FEEDBACK: pa.array(kept.feedback[stays])}
        con.register("pairs", pa.table({**codes, **values}))
        con.execute("INSERT INTO target.interactions SELECT * FROM pairs")
        con.unregister("pairs")
    return fates


def _count(fates: Fates, files: NDArray[np.uint16], kept: Kept, stays: Flags) -> None:
    n = len(fates.loaded)
    stayed = np.bincount(files[kept.rows], minlength=n)
    loaded = np.bincount(files[kept.rows[stays]], minlength=n)
    fates.loaded[:] += loaded
    fates.removed[:] += stayed - loaded
    fates.duplicates[:] += np.bincount(files, minlength=n) - stayed
    fates.copies[:] += np.bincount(files[kept.copies], minlength=n)


def _settled(
    con: duckdb.DuckDBPyConnection, columns: Sequence[str], cleaning: Cleaning
) -> Iterator[tuple[Block, Kept, pa.Table]]:
    """The good records of some users at a time, in the order of the codes, and which of them stay."""
    names = ", ".join((c.USER_CODE, c.ITEM_CODE, *columns, "file", "line", "mark"))
    for low, high in _bounds(con):
        found = con.sql(f"SELECT {names} FROM {CODED} WHERE fault IS NULL AND {c.USER_CODE} BETWEEN {low} AND {high}")
        table = as_written(found.to_arrow_table())
        values = {name: table[name].to_numpy() for name in (c.USER_CODE, c.ITEM_CODE, c.FEEDBACK, "mark")}
        times = table[c.TIMESTAMP].to_numpy() if c.TIMESTAMP in columns else None
        shown = table[c.RANDOMIZED].to_numpy(zero_copy_only=False).astype(bool) if c.RANDOMIZED in columns else None
        block = Block(values[c.USER_CODE], values[c.ITEM_CODE], values[c.FEEDBACK], times, values["mark"], shown)
        yield block, settle(block, cleaning.repeats, cleaning.copies == "drop"), table


def as_written(table: pa.Table) -> pa.Table:
    """Records in the order of files and lines: a join that did not fit into memory gives them in another."""
    place = table["file"].to_numpy().astype(np.int64) << LINE_BITS | table["line"].to_numpy()
    return table if (np.diff(place) > 0).all() else table.take(pa.array(np.argsort(place)))


def _bounds(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """The first and last user code of each block."""
    found = con.execute(
        f"SELECT {c.USER_CODE} AS code, count(*) AS n FROM {CODED} WHERE fault IS NULL GROUP BY 1 ORDER BY 1"
    ).fetchnumpy()
    codes, upto = np.asarray(found["code"], np.int64), np.cumsum(found["n"])
    bounds, start = [], 0
    while start < len(codes):
        before = upto[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(upto, before + BLOCK, side="right")))
        bounds.append((int(codes[start]), int(codes[end - 1])))
        start = end
    return bounds
