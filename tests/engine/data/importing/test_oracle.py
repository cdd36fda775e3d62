"""Small random worlds, dirty, repeated, in several files, with cores: every table and count as plain Python has it."""

import random

import duckdb
import pyarrow.parquet as pq
import pytest

from engine.data.importing import ImportRequest, Recipe, write_dataset
from engine.data.importing.recipe import Cleaning
from engine.errors import InputError
from tests.engine.data.importing.slow_import import slow_import

LOG = "user_id,item_id,feedback,timestamp"
CELLS = {
    "user": (*(f"u{i}" for i in range(9)), " u1", "NULL", "u2\u200b".strip("\u200b")),
    "item": (*(f"i{i}" for i in range(7)), "i1 ", ""),
    "feedback": ("1", "2", "3", "4", "5", "5", "4.5", "0.5", "9", "x", "1_0", "NA", "inf"),
    "time": ("1600000000", "1600000001", "1600000002", "1600000001", "1600000003", "soon"),
}
TEAMS = ("Red", "red", " RED", "Ｒed", "blue", "Blue", "NA", "dark  blue", "dark blue", "-")


def log(rng: random.Random, n: int) -> list[list[str]]:
    rows = []
    for _ in range(n):
        row = [rng.choice(cells) for cells in CELLS.values()]
        rows.append(row if rng.random() < 0.95 else ["", "", "", ""])
        if rng.random() < 0.15:
            rows.append(list(row))
    return rows


def people(rng: random.Random, n: int) -> list[list[str]]:
    return [[rng.choice((*(f"u{i}" for i in range(14)), "NA")), rng.choice(TEAMS)] for _ in range(n)]


@pytest.mark.parametrize("seed", range(24))
def test_as_plain_python_has_it(tmp_path, seed):
    rng = random.Random(seed)
    logs = [log(rng, rng.randint(20, 60)) for _ in range(rng.randint(1, 3))]
    files = [people(rng, rng.randint(3, 20)) for _ in range(rng.randint(0, 3))]
    cleaning = Cleaning(
        repeats=rng.choice(("last", "first", "sum", "max")), copies="drop",
        outside=rng.choice(("reject", "clip")), user_core=rng.choice((0, 0, 2, 4)), item_core=rng.choice((0, 0, 3)),
    )  # fmt: skip
    careful = rng.random() < 0.4
    expected = slow_import(logs, files, cleaning, 1.0, 5.0)
    paths = [_write(tmp_path / f"log{i}.csv", LOG, rows, careful) for i, rows in enumerate(logs)]
    users = tuple(_write(tmp_path / f"users{i}.csv", "user_id,team", rows, careful) for i, rows in enumerate(files))
    recipe = Recipe(cleaning=cleaning, rejects=1.0)
    request = ImportRequest(tuple(paths), users or None, feedback_range=(1.0, 5.0), recipe=recipe)
    if not expected.rows:
        with pytest.raises(InputError, match="No interaction is left"):
            write_dataset(request, tmp_path / "data.duckdb")
        return
    imported = write_dataset(request, tmp_path / "data.duckdb")
    with duckdb.connect(str(tmp_path / "data.duckdb"), read_only=True) as con:
        rows = con.execute(
            "SELECT user_id, item_id, feedback, timestamp FROM interactions JOIN users USING (user_code) "
            "JOIN items USING (item_code) ORDER BY user_code, item_code"
        ).fetchall()
        found = con.execute(f"SELECT user_id, {'team' if files else 'NULL'} FROM users ORDER BY user_code").fetchall()
    assert rows == expected.rows
    assert found == sorted(expected.users.items())
    ledgers = [(one.read, one.loaded, one.rejected, one.duplicates, one.blank, one.removed) for one in imported.ledgers]
    assert ledgers == expected.ledgers
    assert all(ledger.balances for ledger in imported.ledgers)
    tidied = imported.tidied
    assert {code: n for code, n in tidied.choices.items() if code != "rejects_accepted"} == expected.choices
    assert {one.was: (one.shown, one.n) for one in tidied.spellings} == expected.spellings
    assert dict(tidied.conflicts) == expected.conflicts
    kept = pq.read_table(tmp_path / "rejects.parquet").to_pylist() if expected.rejects else []
    assert sorted((one["file"], one["line"]) for one in kept) == sorted(expected.rejects)


def _write(path, head, rows, careful):
    """Mixed line ends send a file to the careful reader."""
    text = "\n".join([head, *(",".join(row) for row in rows)]) + "\n"
    path.write_bytes((text.replace("\n", "\r\n", 1) if careful else text).encode())
    return path
