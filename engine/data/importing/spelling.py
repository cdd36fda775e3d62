"""Spellings of one category that differ only in width, case or spaces become one; ids are never touched."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engine.contracts import AttributeKind
from engine.data.importing.attributes import infer, kind_of
from engine.data.importing.connection import scalar
from engine.data.importing.recipe import Decimal
from engine.data.importing.tidied import Spelling
from engine.data.values import split_values

MOST_VALUES = 10_000
"""An attribute with more different values is only trimmed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A text column of a table, the attribute that it is, the rows that count (`where`: SQL), its decimal mark."""

    table: str
    name: str
    attribute: str
    where: str
    decimal: Decimal = "."


def fold(text: str) -> str:
    """What two spellings of one category have in common: NFKC, no invisible characters, single blanks, no case."""
    visible = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return " ".join(visible.split()).casefold()


def respelled(counts: Mapping[str, int]) -> dict[str, str]:
    """Spelling -> the one that is shown, for those that change: the most frequent, at ties the first as text."""
    groups: dict[str, list[str]] = {}
    for text in counts:
        groups.setdefault(fold(text), []).append(text)
    shown = {key: min(texts, key=lambda text: (-counts[text], text)) for key, texts in groups.items()}
    return {text: shown[fold(text)] for text in counts if shown[fold(text)] != text}


def normalise(con: duckdb.DuckDBPyConnection, column: Column) -> list[Spelling]:
    """Respell a column of text in place and say how. Numbers and texts too varied to group by stay as they are."""
    rows = f"(FROM {column.table} WHERE {column.where})"
    kind = infer(con, rows, column.name, column.attribute, column.decimal).kind
    if kind == "number" or _different(con, column) > MOST_VALUES:
        return []
    cells = dict(con.execute(
        f"SELECT {column.name}, count(*) FROM {column.table} "
        f"WHERE {column.name} IS NOT NULL AND {column.where} GROUP BY 1"
    ).fetchall())  # fmt: skip
    counts = _parts(cells) if kind == "multi" else cells
    changed = respelled(counts)
    if not changed or len(counts) > MOST_VALUES or not _groupable(column, kind, counts):
        return []
    _update(con, column, _cells(cells, changed) if kind == "multi" else changed)
    return [Spelling(column.attribute, shown, was, counts[was]) for was, shown in changed.items()]


def _different(con: duckdb.DuckDBPyConnection, column: Column) -> int:
    return scalar(con, f"SELECT count(DISTINCT {column.name}) FROM {column.table} WHERE {column.where}")


def _groupable(column: Column, kind: AttributeKind, counts: Mapping[str, int]) -> bool:
    """Texts count as a category if they are one once their spellings are."""
    folded = len({fold(text) for text in counts})
    return kind != "text" or kind_of(column.attribute, sum(counts.values()), folded, False, 0) == "category"


def _parts(cells: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for cell, n in cells.items():
        for part in split_values(cell):
            counts[part] = counts.get(part, 0) + n
    return counts


def _cells(cells: Mapping[str, int], changed: Mapping[str, str]) -> dict[str, str]:
    """Cells with a part that is respelled; a part that is then there twice is there once."""
    found: dict[str, str] = {}
    for cell in cells:
        parts = split_values(cell)
        if any(part in changed for part in parts):
            found[cell] = "|".join(dict.fromkeys(changed.get(part, part) for part in parts))
    return found


def _update(con: duckdb.DuckDBPyConnection, column: Column, changed: Mapping[str, str]) -> None:
    con.register("respelled", pa.table({"was": list(changed), "shown": list(changed.values())}))
    con.execute(
        f"UPDATE {column.table} SET {column.name} = r.shown FROM respelled r WHERE {column.table}.{column.name} = r.was"
    )
    con.unregister("respelled")
