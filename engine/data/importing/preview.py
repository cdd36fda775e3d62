"""How the first rows of a file will be understood, what its columns mean most likely, and what is in doubt.

Bounded work, whatever the size of the file: its first `SAMPLE_BYTES`, of a spreadsheet its first rows. Nothing that is
suggested here is assumed by an import unless it is stated there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from engine import columns as c
from engine.data.importing import dialect
from engine.data.importing.encoding import Found, encoding_of, encoding_of_bytes
from engine.data.importing.excel import other_sheets, sheet_rows
from engine.data.importing.guesses import guess
from engine.data.importing.limits import SAMPLE_BYTES
from engine.data.importing.magic import form_of
from engine.data.importing.mapping import OPTIONAL, REQUIRED
from engine.data.importing.opening import numbered
from engine.data.importing.parquet import parquet_batches, parquet_header
from engine.data.importing.presets import recognised
from engine.data.importing.recipe import Reading, Role
from engine.data.importing.typed import untyped
from engine.data.importing.unpacking import unpacked_head

MOST_ROWS = 20
MOST_LETTERS = 200
EXCEL_SAMPLE = 200
"""Rows of a sheet by which it is judged."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at: a code of `engine.words.imports.DOUBTS` and what it speaks of."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file. `reading`: what was stated and found; `header`, `decimal` and `times` are suggestions
    where the usual was stated and the cells say otherwise. `guesses`: canonical name -> column. `preset`: its key.
    """

    reading: Reading
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: dict[str, str]
    doubts: tuple[Doubt, ...]
    preset: str = ""


def preview(path: Path, role: Role, reading: Reading, scratch: Path | None = None, name: str = "") -> Preview:
    """Read the beginning of a file; `name` is what its owner calls it; nothing is written (`scratch` is not needed).

    Raises:
        InputError: the codes of `form_of`, `encoding_of`, `sheet_rows`, `parquet_header` and `unpacked_head`.
    """
    name = name or path.name
    form = form_of(path, name)
    if form == "parquet":
        return _parquet(path, role, reading, name)
    if form == "excel":
        rows = [row for row in islice(sheet_rows(path, reading.sheet, reading.decimal, name), EXCEL_SAMPLE) if row]
        others = other_sheets(path, reading.sheet, name)
        doubts = [Doubt("sheets", {"sheets": _short(", ".join(others))})] if others else []
        return _judged(role, replace(reading, encoding="utf-8", delimiter=","), rows, name, doubts)
    text, found = _text(path, reading, name, packed=form == "gzip")
    reading = replace(reading, encoding=found.encoding)
    doubts = [] if found.sure else [Doubt("encoding", {"encoding": found.encoding.upper()})]
    if reading.delimiter is None:
        names = REQUIRED[role] if reading.header else ()
        reading = replace(reading, delimiter=dialect.delimiter_of(text, names, reading.quotes))
    reading = replace(reading, quotes=reading.quotes and len(reading.delimiter or "") == 1)
    return _judged(role, reading, dialect.records(text, reading.delimiter or ",", reading.quotes), name, doubts)


def guesses_of(role: Role, header: Sequence[str]) -> dict[str, str]:
    """The column that most likely bears each canonical name of a role; no column bears two."""
    found: dict[str, str] = {}
    for canonical in (*REQUIRED[role], *OPTIONAL[role]):
        free = [column for column in header if column and column not in found.values()]
        column = guess(canonical, free)
        if column is not None:
            found[canonical] = column
    return found


def _text(path: Path, reading: Reading, name: str, packed: bool) -> tuple[str, Found]:
    """The first lines of a text, and its encoding: that of the whole file where it is small."""
    if packed:
        data = unpacked_head(path, SAMPLE_BYTES, name)
    else:
        with path.open("rb") as file:
            data = file.read(SAMPLE_BYTES)
    whole = len(data) < SAMPLE_BYTES
    exact = whole and not packed
    found = encoding_of(path, name, reading.encoding) if exact else encoding_of_bytes(data, reading.encoding)
    text = data.decode(found.codec, errors="replace").removeprefix("\ufeff")
    return dialect.first_lines(text if whole else dialect.without_last_line(text)), found


def _parquet(path: Path, role: Role, reading: Reading, name: str) -> Preview:
    header = parquet_header(path, name)
    columns = next(parquet_batches(path, name, reading.decimal), [])
    rows = [[cell or "" for cell in row] for row in zip(*(column[:MOST_ROWS].to_pylist() for column in columns))]  # noqa: B905
    reading = replace(reading, encoding=None, delimiter=None, header=True, names=(), quotes=True, sheet="")
    return _shown(role, reading, header, rows, name, [])


def _judged(role: Role, reading: Reading, rows: list[list[str]], name: str, doubts: list[Doubt]) -> Preview:
    """Header or not, then the rest."""
    first = rows[0] if rows else [""]
    data = dialect.looks_like_data(first) or dialect.comes_again(rows)
    if reading.header and data and not guesses_of(role, first):
        reading = replace(reading, header=False)
        doubts = [*doubts, Doubt("no_header", {"first": _short(", ".join(first))})]
    header = [cell.strip() for cell in first] if reading.header else numbered(first, reading.names, name)
    if len(header) == 1 and role in ("interactions", "recommendations"):
        doubts = [*doubts, Doubt("one_column", {"header": _short(header[0])})]
    body = rows[1:] if reading.header else rows
    ragged = sum(len(row) != len(header) for row in body)
    if ragged:
        doubts = [*doubts, Doubt("ragged", {"n": str(ragged), "of": str(len(body))})]
    return _shown(role, reading, header, body, name, doubts)


def _shown(
    role: Role, reading: Reading, header: Sequence[str], rows: Sequence[Sequence[str]], name: str, doubts: list[Doubt]
) -> Preview:
    preset = recognised(header, name)
    header = untyped(header)[0]
    guesses = guesses_of(role, header)
    reading, more = _suggested(reading, header, rows, guesses)
    told = [Doubt("preset", {"preset": preset.title})] if preset else []
    cut = tuple(tuple(_short(cell) for cell in row) for row in rows[:MOST_ROWS])
    doubts = [*doubts, *more, *told]
    return Preview(reading, tuple(header), cut, guesses, tuple(doubts), preset.key if preset else "")


def _suggested(
    reading: Reading, header: Sequence[str], rows: Sequence[Sequence[str]], guesses: Mapping[str, str]
) -> tuple[Reading, list[Doubt]]:
    """Decimal mark and date order where the usual was stated and the cells say otherwise."""
    doubts: list[Doubt] = []
    by_name = {name: [row[i] for row in rows if i < len(row)] for i, name in enumerate(header)}
    times, example = dialect.times_of(by_name.get(guesses.get(c.TIMESTAMP, ""), []))
    if reading.times == "auto" and times != "auto":
        reading = replace(reading, times=times)
        doubts.append(Doubt("times", {"times": times, "example": by_name[guesses[c.TIMESTAMP]][0]}))
    elif reading.times == "auto" and example:
        doubts.append(Doubt("date_order", {"example": example, **dialect.both_readings(example)}))
    apart = {guesses.get(name) for name in (c.USER, c.ITEM, c.TIMESTAMP)}
    numbers = [cell for name, cells in by_name.items() if name not in apart for cell in dialect.numbers_of(cells)]
    if reading.decimal == "." and dialect.decimal_of(numbers) == ",":
        example = next(cell for cell in numbers if "," in cell)
        thousands = all(len(cell.partition(",")[2]) == 3 for cell in numbers if "," in cell)
        if not thousands:
            reading = replace(reading, decimal=",")
        doubts.append(Doubt("thousands" if thousands else "decimal_comma", {"example": example}))
    return reading, doubts


def _short(cell: str) -> str:
    return cell if len(cell) <= MOST_LETTERS else cell[: MOST_LETTERS - 1] + "…"
