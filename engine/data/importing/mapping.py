"""Which column of a file bears which canonical name. Names are compared, never positions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import columns as c
from engine.data.importing.request import Role
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
MAPPABLE = (*c.INTERACTION_COLUMNS, c.PROVIDER)
RESERVED = (c.USER, c.ITEM, c.USER_CODE, c.ITEM_CODE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions in the file: of canonical names, and of all other named columns (the attributes)."""

    known: Mapping[str, int]
    others: Mapping[str, int]


def check_mapping(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The mapping as a dict, canonical -> column.

    Raises:
        InputError: `import.mapping_unknown` for a name that is not canonical, `import.mapping_twice`.

    """
    for canonical, column in pairs:
        if canonical not in MAPPABLE:
            raise InputError("import.mapping_unknown", name=canonical, column=column, known=MAPPABLE)
    for names, place in ((Counter(p[0] for p in pairs), "name"), (Counter(p[1] for p in pairs), "column")):
        twice = [name for name, n in names.items() if n > 1]
        if twice:
            raise InputError("import.mapping_twice", name=twice[0], place=place)
    return dict(pairs)


def locate(name: str, header: Sequence[str]) -> int | None:
    """Position of a column: by its exact name, else without regard to case."""
    if name in header:
        return header.index(name)
    folded = [column.casefold() for column in header]
    return folded.index(name.casefold()) if name.casefold() in folded else None


def find_columns(role: Role, header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Assign the columns of a file's header; whatever is required and absent is simply not in `known`.

    A mapped column counts where the file has it; else the canonical name itself is looked for, so
    that one mapping can serve files which name the ids differently.
    """
    known: dict[str, int] = {}
    for canonical in (*REQUIRED[role], *OPTIONAL[role]):
        position = locate(mapping[canonical], header) if canonical in mapping else None
        if position is None:
            position = locate(canonical, header)
        if position is not None:
            known[canonical] = position
    taken = set(known.values())
    others = {name: i for i, name in enumerate(header) if name and i not in taken}
    return Columns(known, others)


def check_header(file: str, header: Sequence[str]) -> None:
    """Refuse names that differ at most in case: nobody could say which of the columns is meant.

    Raises:
        InputError: `import.duplicate_column`.

    """
    folded = Counter(name.casefold() for name in header if name)
    twice = [name for name in header if folded[name.casefold()] > 1]
    if twice:
        raise InputError("import.duplicate_column", file=file, column=twice[0])


def check_required(role: Role, file: str, header: Sequence[str], found: Columns, mapping: Mapping[str, str]) -> None:
    """Refuse a file without its id columns, or with attributes that would hide the dataset's own columns.

    Raises:
        InputError: `import.missing_column`, `import.reserved_column`.

    """
    for canonical in REQUIRED[role]:
        if canonical not in found.known:
            column = mapping.get(canonical, canonical)
            raise InputError("import.missing_column", file=file, column=column, canonical=canonical, columns=header)
    reserved = [name for name in found.others if name.casefold() in RESERVED]
    if reserved and role in ("users", "items"):
        raise InputError("import.reserved_column", file=file, column=reserved[0])


def check_mapped(mapping: Mapping[str, str], headers: Sequence[Sequence[str]]) -> None:
    """Refuse a mapping to a column that no file has.

    Raises:
        InputError: `import.mapped_missing`.

    """
    for canonical, column in mapping.items():
        if all(locate(column, header) is None for header in headers):
            seen = list(dict.fromkeys(name for header in headers for name in header))
            raise InputError("import.mapped_missing", canonical=canonical, column=column, columns=seen)
