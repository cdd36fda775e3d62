"""Which column of a file bears which canonical name. Names are compared, never positions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import columns as c
from engine.data.importing.guesses import guess
from engine.data.importing.recipe import Role
from engine.data.importing.typed import TYPE_MARK
from engine.errors import InputError

REQUIRED: dict[Role, tuple[str, ...]] = {
    "interactions": (c.USER, c.ITEM),
    "users": (c.USER,),
    "items": (c.ITEM,),
    "recommendations": (c.USER, c.ITEM),
}
OPTIONAL: dict[Role, tuple[str, ...]] = {
    "interactions": tuple(name for name in c.INTERACTION_COLUMNS if name not in (c.USER, c.ITEM)),
    "users": (),
    "items": (c.PROVIDER,),
    "recommendations": (c.RANK, c.SCORE),
}
MAPPABLE = (*c.INTERACTION_COLUMNS, c.PROVIDER, c.RANK, c.SCORE)
RESERVED = (c.USER, c.ITEM, c.USER_CODE, c.ITEM_CODE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions in the file: of canonical names, and of all other named columns (the attributes)."""

    known: Mapping[str, int]
    others: Mapping[str, int]


Names = Mapping[str, Sequence[str]]
"""Canonical name -> the columns that may bear it: files can name the same thing differently."""


def check_mapping(pairs: Sequence[tuple[str, str]]) -> Names:
    """The mapping by canonical name.

    Raises:
        InputError: `import.mapping_unknown` for a name that is not canonical.
    """
    names: dict[str, list[str]] = {}
    for canonical, column in pairs:
        if canonical not in MAPPABLE:
            raise InputError("import.mapping_unknown", name=canonical, column=column, known=MAPPABLE)
        names.setdefault(canonical, []).append(column)
    return names


def locate(name: str, header: Sequence[str]) -> int | None:
    """Position of a column: by its exact name, else without regard to case."""
    if name in header:
        return header.index(name)
    folded = [column.casefold() for column in header]
    return folded.index(name.casefold()) if name.casefold() in folded else None


def find_columns(role: Role, header: Sequence[str], mapping: Names) -> Columns:
    """Assign the columns of a file's header; whatever is required and absent is simply not in `known`.

    A mapped column counts where the file has it; else the canonical name itself is looked for, so
    that one mapping can serve files which name the ids differently.
    """
    known: dict[str, int] = {}
    for canonical in (*REQUIRED[role], *OPTIONAL[role]):
        positions = [locate(column, header) for column in (*mapping.get(canonical, ()), canonical)]
        present = [position for position in positions if position is not None]
        if present:
            known[canonical] = present[0]
    taken = set(known.values())
    return Columns(known, {name: i for i, name in enumerate(header) if name and i not in taken})


def check_header(role: Role, file: str, header: Sequence[str], found: Columns, mapping: Names) -> None:
    """Refuse a header that leaves open what is meant, lacks the ids, or has attributes that would hide them.

    Raises:
        InputError: `import.duplicate_column`, `import.missing_column`, `import.mapping_twice`,
            `import.reserved_column`.
    """
    folded = Counter(name.casefold() for name in header if name)
    for name in header:
        if folded[name.casefold()] > 1:
            raise InputError("import.duplicate_column", file=file, column=name)
    for canonical in REQUIRED[role]:
        if canonical not in found.known:
            column = " / ".join(mapping.get(canonical, [canonical]))
            free = [name for name in header if name in found.others]
            raise InputError(
                "import.missing_column", file=file, column=column, canonical=canonical, columns=header,
                guess=guess(canonical, free) or "COLUMN",
            )  # fmt: skip
    _check_unique(file, header, found, mapping)
    reserved = [name for name in found.others if name.casefold() in RESERVED]
    if reserved and role in ("users", "items"):
        raise InputError("import.reserved_column", file=file, column=reserved[0])


def _check_unique(file: str, header: Sequence[str], found: Columns, mapping: Names) -> None:
    """One column, one meaning; one meaning, one column."""
    for canonical, position in found.known.items():
        present = {locate(column, header) for column in mapping.get(canonical, ())} - {None}
        if len(present) > 1:
            raise InputError("import.mapping_twice", file=file, name=canonical)
        if list(found.known.values()).count(position) > 1:
            raise InputError("import.mapping_twice", file=file, name=header[position])


def check_mapped(mapping: Names, headers: Sequence[Sequence[str]]) -> None:
    """Refuse a mapping to a column that no file has.

    Raises:
        InputError: `import.mapped_missing`.
    """
    seen = list(dict.fromkeys(name for header in headers for name in header))
    for canonical, columns in mapping.items():
        for column in columns:
            if not column.startswith("=") and not _is_there(column, seen):
                raise InputError("import.mapped_missing", canonical=canonical, column=column, columns=seen)


def _is_there(column: str, seen: Sequence[str]) -> bool:
    """Whether files have a column, or all that `a+b` is made of; type marks are not part of names."""
    parts = column.split("+")
    there = [locate(name.strip(), seen) is not None for name in (column, TYPE_MARK.sub("", column), *parts)]
    return any(there[:2]) or (len(parts) > 1 and all(there[2:]))
