"""Damaged CSV files against Python's csv: no line may vanish without a word.

Every file is damaged at random, imported, and read again by Python's csv, record by record. What is taken must be
exactly the good records with their numbers (of several of one pair the last), all others in the ledger; what is
refused must be refused in one line.
"""

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.recipe import NULL_WORDS, Recipe
from engine.errors import InputError

DAMAGE = (b"", b'"', b",", b"\n", b"\r", b"\r\n", b'",', b',"', b";", b"\\", b"inf", b" ", b"''", b'""', b"\t", b"|")
WIDTH = 4
STRIPPED = " \t\r\n\u00a0\u200b\ufeff"
TAKE_ANY = Recipe(rejects=1.0)


@dataclass(slots=True)
class Fuzzed:
    """What became of the files; `lost` holds those whose records were not all accounted for."""

    tried: int = 0
    taken: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    lost: list[bytes] = field(default_factory=list)


def fuzz(n: int, seed: int, folder: Path) -> Fuzzed:
    """Damage and import n files."""
    rng, found = random.Random(seed), Fuzzed()
    for _ in range(n):
        content = damaged(rng)
        found.tried += 1
        try:
            _compare(content, folder)
            found.taken += 1
        except InputError as error:
            found.refused[error.code] = found.refused.get(error.code, 0) + 1
            if "\n" in str(error) or error.code in ("import.engine", "import.unbalanced"):
                found.lost.append(content)
        except AssertionError:
            found.lost.append(content)
    return found


def damaged(rng: random.Random) -> bytes:
    """A small log, quoted or not, with one to four places cut out, overwritten or added to."""
    quote = rng.random() < 0.5
    rows = [(f"u{i}", f"i{i % 7}", f"{i % 5}", f"t {i}") for i in range(rng.randint(5, 60))]
    shown = [",".join(f'"{cell}"' if quote else cell for cell in row) for row in rows]
    whole = bytearray("\n".join(["user_id,item_id,feedback,note", *shown, ""]).encode())
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(30, len(whole))
        whole[at : at + rng.choice((0, 0, 1, 2, 9))] = rng.choice(DAMAGE)
    return bytes(whole)


def _compare(content: bytes, folder: Path) -> None:
    log, target = folder / "log.csv", folder / "data.duckdb"
    log.write_bytes(content)
    try:
        imported = write_dataset(ImportRequest(log, recipe=TAKE_ANY), target)
        ledger = imported.ledgers[0]
        assert ledger.balances
        good = good_records(content)
        last = {(user, item): float(feedback) for user, item, feedback in good}
        assert ledger.loaded == len(last)
        assert ledger.loaded + ledger.duplicates == len(good)
        with duckdb.connect(str(target), read_only=True) as con:
            rows = con.execute(
                "SELECT user_id, item_id, feedback FROM interactions "
                "JOIN users USING (user_code) JOIN items USING (item_code)"
            ).fetchall()
        assert {(user, item): feedback for user, item, feedback in rows} == last
    finally:
        target.unlink(missing_ok=True)
        (folder / "rejects.parquet").unlink(missing_ok=True)


def good_records(content: bytes) -> list[tuple[str, str, str]]:
    """User, item and feedback of all records that are right: of the header's width, both ids there, a finite number.

    A delimiter at the end of a line, after the last cell, adds nothing.
    """
    header, *records = [r for r in _records(content.decode()) if r is None or r]
    assert header is not None
    places = [[name.strip() for name in header].index(name) for name in ("user_id", "item_id", "feedback")]
    width = len(header)
    known = [record for record in records if record is not None]
    whole = [record for record in known if len(record) == width or (len(record) == width + 1 and not record[-1])]
    cells = [tuple(_cell(record[place]) for place in places) for record in whole]
    return [(user, item, feedback) for user, item, feedback in cells if user and item and _finite(feedback)]


def _records(text: str) -> list[list[str] | None]:
    """Python's own reading in strict mode, going on after a fault; None where a record has its quotes wrong."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    found: list[list[str] | None] = []
    while True:
        try:
            found.append(next(reader))
        except StopIteration:
            return found
        except csv.Error:
            found.append(None)


def _cell(text: str) -> str:
    bare = text.strip(STRIPPED)
    return "" if bare in NULL_WORDS else bare


def _finite(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf") and "_" not in text
    except ValueError:
        return False
