r"""Columns that a file does not have: an id of several columns (`a+b+c`) and the same text in every record (`=1`).

They stand behind the file's own. Different parts never give the same id: a plus sign inside a part is written as
`\+`, a backslash as `\\`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.data.importing.mapping import OPTIONAL, REQUIRED, Names, locate
from engine.data.importing.recipe import Role
from engine.data.importing.text import literal

MARK = "+"
SAME = "="


@dataclass(frozen=True, slots=True)
class Extra:
    """Made of the columns at `positions`; without any it is `text`."""

    positions: tuple[int, ...]
    text: str = ""


def extra_columns(role: Role, header: Sequence[str], mapping: Names) -> dict[str, Extra]:
    """The mapped columns that are no columns of the file but of the form `=TEXT`, or `a+b` with all parts there."""
    asked = [column for name in (*REQUIRED[role], *OPTIONAL[role]) for column in mapping.get(name, ())]
    found: dict[str, Extra] = {}
    for column in asked:
        places = [locate(part.strip(), header) for part in column.split(MARK)]
        present = tuple(place for place in places if place is not None)
        if locate(column, header) is not None:
            continue
        if column.startswith(SAME):
            found[column] = Extra((), column.removeprefix(SAME))
        elif len(places) > 1 and len(present) == len(places):
            found[column] = Extra(present)
    return found


def values(extra: Extra, columns: Sequence[Sequence[str | None]], n: int) -> list[str]:
    """The cells of an extra column for n records; `columns` are the file's."""
    if not extra.positions:
        return [extra.text] * n
    return [join(parts) for parts in zip(*(columns[i] for i in extra.positions), strict=True)]


def values_sql(extra: Extra) -> str:
    """`values` as SQL over the columns `c0`, `c1`, …."""
    return join_sql([f"c{i}" for i in extra.positions]) if extra.positions else literal(extra.text)


def join(parts: Iterable[str | None]) -> str:
    """One text for the parts; empty where all of them are."""
    cells = [(part or "").replace("\\", "\\\\").replace(MARK, "\\" + MARK) for part in parts]
    return MARK.join(cells) if any(cells) else ""


def join_sql(columns: Sequence[str]) -> str:
    """`join` as SQL over columns."""
    cells = [f"replace(replace(coalesce({c}, ''), '\\', '\\\\'), '{MARK}', '\\{MARK}')" for c in columns]
    return f"CASE WHEN concat({', '.join(columns)}) = '' THEN NULL ELSE concat_ws('{MARK}', {', '.join(cells)}) END"
