"""A bad CSV file: what is in it, how it is asked for, and what an honest import makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from engine.data.importing import ImportRequest, write_dataset
from engine.errors import InputError

HEAD = "user_id,item_id,feedback"
GOOD = [f"u{i},i{i % 7},{i % 5 + 1}" for i in range(300)]


@dataclass(frozen=True, slots=True)
class Case:
    """`refused`: the code of the one error; else `counts`: read, loaded, rejected, duplicates, blank.

    `rows`: rows that the dataset must have, as (user, item, feedback, …); `users`: its people with their attributes.
    """

    name: str
    content: bytes
    counts: tuple[int, int, int, int, int] | None = None
    refused: str = ""
    rows: frozenset[tuple[Any, ...]] = frozenset()
    columns: str = "user_id, item_id, feedback"
    people: Mapping[str, Any] = field(default_factory=dict)
    request: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, bytes] = field(default_factory=dict)


def text(rows: list[str], head: str = HEAD, end: str = "\n") -> bytes:
    """A header and rows."""
    return (end.join([head, *rows]) + end).encode()


def try_it(case: Case, folder: Path) -> None:
    """Import the file: a named refusal that leaves nothing, or a ledger that balances and the right rows."""
    log = _write(folder / "log.csv", case.content)
    others = {role: _write(folder / f"{role}.csv", content) for role, content in case.others.items()}
    target = folder / "made" / "data.duckdb"
    target.parent.mkdir()
    request = ImportRequest(log, **others, **case.request)
    if case.refused:
        _refused(case, request, target)
        return
    imported = write_dataset(request, target)
    assert all(ledger.balances for ledger in imported.ledgers), imported.ledgers
    first = imported.ledgers[0]
    found = (first.read, first.loaded, first.rejected, first.duplicates, first.blank)
    assert found == case.counts, (found, case.counts, first.reasons)
    _look(case, target)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _refused(case: Case, request: ImportRequest, target: Path) -> None:
    try:
        imported = write_dataset(request, target)
    except InputError as error:
        assert error.code == case.refused, error
        assert len(str(error).splitlines()) == 1, error
        assert list(target.parent.iterdir()) == []
    else:
        raise AssertionError(f"taken: {imported.ledgers}")


def _look(case: Case, target: Path) -> None:
    with duckdb.connect(str(target), read_only=True) as con:
        joined = "interactions JOIN users USING (user_code) JOIN items USING (item_code)"
        rows = set(con.execute(f"SELECT {case.columns} FROM {joined}").fetchall())
        missing = case.rows - rows
        assert not missing, (missing, list(rows)[:5])
        for column, expected in case.people.items():
            values = con.execute(f"SELECT {column}, count(*) FROM users GROUP BY 1").fetchall()
            assert dict(values) == expected, (column, values)
