"""From paths to sources: form, encoding, delimiter, header and columns of each file, before any record is read."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from engine import columns as c
from engine.data.importing.dialect import delimiter_of, looks_like_data, records, sample_of
from engine.data.importing.discretion import discreet
from engine.data.importing.encoding import encoding_of, transcode
from engine.data.importing.excel import other_sheets, write_sheet
from engine.data.importing.extras import Extra, extra_columns
from engine.data.importing.limits import MAX_COLUMNS
from engine.data.importing.magic import Form, form_of
from engine.data.importing.mapping import (
    REQUIRED,
    Columns,
    Names,
    check_header,
    check_mapped,
    check_mapping,
    find_columns,
)
from engine.data.importing.parquet import parquet_header
from engine.data.importing.recipe import DELIMITERS, ROLES, Reading, Recipe, Role
from engine.data.importing.request import ImportRequest, check_settings
from engine.data.importing.typed import TYPE_MARK, sequences, untyped
from engine.data.importing.unpacking import unpack
from engine.errors import InputError

SHOWN = {"\t": "TAB"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read.

    `path`: UTF-8 text, the file itself or a copy in the scratch folder; for Parquet the file. `name`: what its owner
    calls it. `part`: its place among the files of its role. `reading`: how it is read, nothing left open.
    `header`: the columns' names, trimmed and without type marks, in the file's order, behind them the `extras`.
    `sequences`: the positions of columns with several values that are split by blanks. `judged`: whether the encoding
    is a judgement. `sheets`: the other sheets of a spreadsheet of which none was chosen.
    """

    role: Role
    path: Path
    name: str
    part: int
    form: Form
    reading: Reading
    header: tuple[str, ...]
    columns: Columns
    extras: tuple[Extra, ...] = ()
    sequences: tuple[int, ...] = ()
    judged: bool = False
    sheets: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Cells of a record in the file."""
        return len(self.header) - len(self.extras)

    @property
    def id_places(self) -> tuple[int, ...]:
        """The positions in the file of the columns that ids are made of."""
        found = [self.columns.known[name] for name in (c.USER, c.ITEM) if name in self.columns.known]
        parts = [self.extras[i - self.width].positions if i >= self.width else (i,) for i in found]
        return tuple(place for places in parts for place in places)


def open_sources(request: ImportRequest, scratch: Path) -> list[Source]:
    """All files of a request, in the order of roles and parts; copies that must be made are made in `scratch`.

    Raises:
        InputError: the codes of `open_source`, `check_mapping` and `check_settings`, `import.mapped_missing`.
    """
    check_settings(request)
    mapping = check_mapping(request.mapping)
    with discreet(request.recipe.privacy):
        opened = [
            open_source(role, path, mapping, request.recipe.reading(role), scratch, request.shown(path), part)
            for role, paths in request.files().items()
            for part, path in enumerate(paths)
        ]
        check_mapped(mapping, [source.header for source in opened])
    return [_without_parts(source) for source in opened] if request.recipe.privacy.pseudonymise else opened


def _without_parts(source: Source) -> Source:
    """Without the columns that an id is made of among the attributes: they would be the id in clear."""
    ids = {source.columns.known.get(name, -1) - source.width for name in (c.USER, c.ITEM)}
    parts = {place for nth, extra in enumerate(source.extras) if nth in ids for place in extra.positions}
    others = {name: place for name, place in source.columns.others.items() if place not in parts}
    return replace(source, columns=replace(source.columns, others=others))


def open_source(
    role: Role, path: Path, mapping: Names, reading: Reading, scratch: Path, name: str = "", part: int = 0
) -> Source:
    """Find out how a file is read, and its columns. What the reading states holds.

    Raises:
        InputError: the codes of `form_of`, `unpack`, `encoding_of`, `write_sheet`, `parquet_header` and `check_header`;
            `import.delimiter`, `import.delimiter_fits`, `import.no_header`, `import.names`, `import.too_many_columns`,
            `import.float_ids`.
    """
    name = name or path.name
    form = form_of(path, name)
    if form == "gzip":
        path, packed = _scratch(scratch, role, part, "unpacked"), path
        unpack(packed, path, name)
        form = form_of(path, name)
        if form != "csv":
            raise InputError("import.archive", file=name, kind=f"gzip ({form})")
    if form == "parquet":
        found = replace(reading, encoding=None, delimiter=None, header=True, names=(), quotes=True, sheet="")
        return _source(role, path, name, part, form, found, parquet_header(path, name), mapping)
    made = _as_text(role, path, name, part, form, reading, scratch)
    text, found = made.path, made.reading
    sample = sample_of(text)
    needed = [column for name in REQUIRED[role] for column in (*mapping.get(name, ()), name)]
    if found.delimiter is None:
        found = replace(found, delimiter=delimiter_of(sample, needed if found.header else (), found.quotes))
    if len(found.delimiter or "") > 1:
        found = replace(found, quotes=False)
    first = records(sample, found.delimiter or ",", found.quotes)[0]
    header = first if found.header else numbered(first, found.names, name)
    source = _source(role, text, name, part, form, found, header, mapping, reading.delimiter, sample)
    for place in made.inexact.intersection(source.id_places):
        raise InputError("import.float_ids", file=name, column=source.header[place])
    return replace(source, judged=made.judged, sheets=made.sheets)


@dataclass(frozen=True, slots=True)
class _Text:
    """UTF-8 text of a file, and what was found out on the way; `inexact`: columns of a sheet that can be no ids."""

    path: Path
    reading: Reading
    judged: bool = False
    inexact: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()


def resolved(request: ImportRequest, sources: Sequence[Source]) -> Recipe:
    """The request's recipe with what was found out written in, where the files of a role agree in it."""
    readings = {role: _common(request.recipe.reading(role), [s for s in sources if s.role == role]) for role in ROLES}
    return replace(
        request.recipe, interactions=readings["interactions"], users=readings["users"], items=readings["items"]
    )


def _common(given: Reading, sources: Sequence[Source]) -> Reading:
    """What all sources are read with; where they differ, what was given."""
    found = {f.name: {getattr(source.reading, f.name) for source in sources} for f in fields(Reading)}
    return replace(given, **{name: values.pop() for name, values in found.items() if len(values) == 1})


def _as_text(role: Role, path: Path, name: str, part: int, form: Form, reading: Reading, scratch: Path) -> _Text:
    """UTF-8 text of a text or spreadsheet file: the file itself, or a copy."""
    if form == "excel":
        copy = _scratch(scratch, role, part, "sheet")
        inexact = write_sheet(path, reading.sheet, reading.decimal, copy, name)
        found = replace(reading, encoding="utf-8", delimiter=",", quotes=True)
        return _Text(copy, found, inexact=inexact, sheets=other_sheets(path, reading.sheet, name))
    encoding = encoding_of(path, name, reading.encoding)
    reading = replace(reading, encoding=encoding.encoding, sheet="")
    if encoding.codec == "utf-8":
        return _Text(path, reading)
    copy = _scratch(scratch, role, part, "text")
    transcode(path, copy, encoding.codec)
    return _Text(copy, reading, judged=not encoding.sure)


def _scratch(scratch: Path, role: Role, part: int, what: str) -> Path:
    scratch.mkdir(parents=True, exist_ok=True)
    return scratch / f"{role}-{part}.{what}"


def _source(
    role: Role, path: Path, name: str, part: int, form: Form, reading: Reading, names: Sequence[str], mapping: Names,
    stated: str | None = None, sample: str = "",
) -> Source:  # fmt: skip
    if len(names) > MAX_COLUMNS:
        raise InputError("import.too_many_columns", file=name, n=len(names), most=MAX_COLUMNS)
    header, marks = untyped([column.strip() for column in names])
    if marks:
        mapping = {name: [TYPE_MARK.sub("", column) for column in columns] for name, columns in mapping.items()}
    extras = extra_columns(role, header, mapping)
    header += extras
    columns = find_columns(role, header, mapping)
    source = Source(
        role, path, name, part, form, reading, tuple(header), columns, tuple(extras.values()), sequences(marks)
    )
    if form != "parquet":
        _check_split(source, stated, mapping, sample)
        _check_names(source, sample)
    check_header(role, name, header, source.columns, mapping)
    return source


def numbered(first: Sequence[str], names: Sequence[str], name: str) -> list[str]:
    """Names for the columns of a file without a header: those given, then `column_3`, ….

    Raises:
        InputError: `import.names` where there are more names than columns.
    """
    if len(names) > len(first):
        raise InputError("import.names", file=name, names=names, n=len(first))
    return [*names, *(f"column_{i}" for i in range(len(names) + 1, len(first) + 1))]


def _missing(source: Source) -> list[str]:
    return [name for name in REQUIRED[source.role] if name not in source.columns.known]


def _check_split(source: Source, stated: str | None, mapping: Names, sample: str) -> None:
    """A header that stays in one piece under every delimiter tried means the wrong delimiter."""
    if source.width > 1 or not _missing(source) or source.form == "excel":
        return
    others = [d for d in DELIMITERS if d != stated and len(records(sample, d)[0]) > 1]
    fits = others[0] if others else ""
    raise InputError(
        "import.delimiter_fits" if fits else "import.delimiter",
        file=source.name,
        header=source.header[0],
        fits=SHOWN.get(fits, fits),
        needed=[" / ".join(mapping.get(name, [name])) for name in REQUIRED[source.role]],
    )


def _check_names(source: Source, sample: str) -> None:
    """A first record that looks like data where the needed names are missing means that there is no header."""
    reading = source.reading
    first = records(sample, reading.delimiter or ",", reading.quotes)[0]
    if reading.header and source.role in ROLES and _missing(source) and looks_like_data(first):
        raise InputError("import.no_header", file=source.name, role=source.role, first=first, n=len(first))
