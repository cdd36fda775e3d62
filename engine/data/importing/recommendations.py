"""Read the lists that somebody else's system showed: every fault refuses the file, nothing is taken in part."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Codes, Dataset, Floats, Lists
from engine.data.importing import text
from engine.data.importing.connection import only_row, working
from engine.data.importing.discretion import discreet
from engine.data.importing.identities import ITEMS, USERS, code_ids
from engine.data.importing.mapping import check_mapping
from engine.data.importing.opening import Source, open_source
from engine.data.importing.recipe import Privacy, Reading
from engine.data.importing.staging import stage
from engine.errors import InputError
from engine.words.imports import reason, unknown

FAULTS = {
    "no_user": f"{c.USER} IS NULL",
    "no_item": f"{c.ITEM} IS NULL",
    "bad_rank": f"NOT coalesce({c.RANK} >= 1 AND {c.RANK} = floor({c.RANK}), false)",
    "bad_score": f"NOT coalesce(isfinite({c.SCORE}), false)",
}


def read_recommendations(
    file: Path, dataset: Dataset, scratch: Path, mapping: Sequence[tuple[str, str]] = (), key: bytes | None = None
) -> Lists:
    """Lists from a CSV or Parquet file with `user_id`, `item_id` and `rank` (1 is first) or `score` (more is better).

    Rows come in the order of the user codes. With a rank, it alone orders the list; without a score,
    the score is the negated rank. Equal scores are ordered by item code. Ranks need not be
    contiguous. `mapping`: canonical name to column; `scratch`: a folder for what does not fit into memory; `key`: where
    the dataset's ids are pseudonyms, the key that made them.

    Raises:
        InputError: the codes of `open_source` and `stage`, `import.too_many_rejects`, `recommendations.unordered`,
            `recommendations.fault`, `recommendations.unknown`, `recommendations.repeated`.
    """
    copies = scratch / f"{file.name}.tmp"
    with discreet(Privacy(pseudonymise=key is not None)):
        return _read(file, dataset, copies, mapping, key)


def _read(file: Path, dataset: Dataset, copies: Path, mapping: Sequence[tuple[str, str]], key: bytes | None) -> Lists:
    source = open_source("recommendations", file, check_mapping(mapping), Reading(), copies)
    if not {c.RANK, c.SCORE} & source.columns.known.keys():
        raise InputError("recommendations.unordered", file=source.name, columns=source.header)
    with working(copies) as con:
        _stage(con, source)
        _refuse_faults(con, source)
        if key is not None:
            _hide_ids(con, key)
        _add_codes(con, source, dataset)
        _refuse_repeats(con, source)
        ordered = f"{c.RANK}, {c.ITEM_CODE}" if c.RANK in source.columns.known else f"{c.SCORE} DESC, {c.ITEM_CODE}"
        score = c.SCORE if c.SCORE in source.columns.known else f"-{c.RANK}"
        columns = con.execute(
            f"SELECT {c.USER_CODE} AS users, {c.ITEM_CODE} AS items, CAST({score} AS FLOAT) AS scores, "
            f"row_number() OVER (PARTITION BY {c.USER_CODE} ORDER BY {ordered}) - 1 AS place "
            f"FROM coded ORDER BY users, place"
        ).fetchnumpy()
    return _lists(*(np.asarray(columns[name]) for name in ("users", "items", "scores", "place")))


def _stage(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """The table `lists`: line, ids, rank, score (those that the file has)."""
    staged = stage(con, source)
    first = staged.shape.first
    if first is not None:
        count = sum(staged.shape.reasons.values())
        raise InputError(
            "recommendations.fault", file=source.name, problem=reason(first.reason), count=count,
            read=staged.shape.read, line=first.line, text=first.text,
        )  # fmt: skip
    known = source.columns.known
    ids = [f"{text.cell(text.column(known[name]))} AS {name}" for name in (c.USER, c.ITEM)]
    numbers = [
        f"{text.number(f'({text.cell(text.column(known[n]))})')} AS {n}" for n in (c.RANK, c.SCORE) if n in known
    ]
    con.execute(f"CREATE TABLE lists AS SELECT line, {', '.join([*ids, *numbers])} FROM {staged.table}")


def _refuse_faults(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    absent = {"bad_rank": c.RANK, "bad_score": c.SCORE}
    for problem, condition in FAULTS.items():
        if problem in absent and absent[problem] not in source.columns.known:
            continue
        count, read, line = only_row(
            con, f"SELECT count(*) FILTER ({condition}), count(*), min(line) FILTER ({condition}) FROM lists"
        )
        if count:
            cells = list(only_row(con, f"SELECT * EXCLUDE (line) FROM lists WHERE line = {line}"))
            raise InputError(
                "recommendations.fault", file=source.name, problem=reason(problem), count=count, read=read,
                line=line, text=cells,
            )  # fmt: skip


def _hide_ids(con: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Put pseudonyms in the place of the ids of `lists`."""
    for side in (USERS, ITEMS):
        code_ids(con, side, [f"SELECT {side.id} AS raw FROM lists"], key)
        con.execute(f"UPDATE lists SET {side.id} = i.id FROM {side.ids} i WHERE lists.{side.id} = i.raw")


def _add_codes(con: duckdb.DuckDBPyConnection, source: Source, dataset: Dataset) -> None:
    """The table `coded`: `lists` with the dataset's codes; ids that it does not have are refused."""
    con.register("known_users", dataset.users.select(c.USER, c.USER_CODE).collect().to_arrow())
    con.register("known_items", dataset.items.select(c.ITEM, c.ITEM_CODE).collect().to_arrow())
    con.execute(
        f"CREATE TABLE coded AS SELECT * FROM lists LEFT JOIN known_users USING ({c.USER}) "
        f"LEFT JOIN known_items USING ({c.ITEM})"
    )
    for name, code in ((c.USER, c.USER_CODE), (c.ITEM, c.ITEM_CODE)):
        absent = f"FILTER ({code} IS NULL)"
        count, line, first = only_row(
            con,
            f"SELECT count(DISTINCT {name}) {absent}, min(line) {absent}, arg_min({name}, line) {absent} FROM coded",
        )
        if count:
            what = unknown(name.removesuffix("_id"), count)
            raise InputError("recommendations.unknown", file=source.name, what=what, line=line, id=first)


def _refuse_repeats(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    for name in (c.ITEM, c.RANK):
        if name not in source.columns.known:
            continue
        rows = con.execute(
            f"SELECT line, {c.USER}, {name} FROM (SELECT *, row_number() OVER (PARTITION BY {c.USER}, {name} "
            f"ORDER BY line) AS nth FROM coded) WHERE nth > 1 ORDER BY line LIMIT 1"
        ).fetchall()
        for line, user, value in rows:
            raise InputError("recommendations.repeated", file=source.name, what=name, line=line, user=user, value=value)


def _lists(users: Codes, items: Codes, scores: Floats, place: NDArray[np.int64]) -> Lists:
    """Ragged lists as a padded matrix."""
    each, row = np.unique(users, return_inverse=True)
    shape = (len(each), int(place.max()) + 1)
    padded = Lists(each.astype(np.int32), np.full(shape, -1, np.int32), np.full(shape, -np.inf, np.float32))
    padded.items[row, place] = items
    padded.scores[row, place] = scores
    return padded
