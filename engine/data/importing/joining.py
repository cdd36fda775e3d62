r"""An id made of several columns, as `a+b+c`: an extra column behind those of the file.

Different parts never give the same id: a plus sign inside a part is written as `\+`, a backslash as `\\`.
"""

from collections.abc import Iterable, Sequence

from engine.data.importing.mapping import Names, locate

MARK = "+"


def joined_columns(header: Sequence[str], mapping: Names) -> dict[str, tuple[int, ...]]:
    """The mapped columns of the form `a+b` that are no column of the file while all their parts are."""
    asked = dict.fromkeys(column for columns in mapping.values() for column in columns)
    found: dict[str, tuple[int, ...]] = {}
    for column in asked:
        places = [locate(part.strip(), header) for part in column.split(MARK)]
        present = tuple(place for place in places if place is not None)
        if len(places) > 1 and len(present) == len(places) and locate(column, header) is None:
            found[column] = present
    return found


def join(parts: Iterable[str | None]) -> str:
    """One text for the parts; empty where all of them are."""
    cells = [(part or "").replace("\\", "\\\\").replace(MARK, "\\" + MARK) for part in parts]
    return MARK.join(cells) if any(cells) else ""


def join_sql(columns: Sequence[str]) -> str:
    """`join` as SQL over columns."""
    cells = [f"replace(replace(coalesce({c}, ''), '\\', '\\\\'), '{MARK}', '\\{MARK}')" for c in columns]
    return f"CASE WHEN concat({', '.join(columns)}) = '' THEN NULL ELSE concat_ws('{MARK}', {', '.join(cells)}) END"
