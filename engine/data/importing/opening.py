"""From a path to a source: its form, delimiter, header and columns, before any record is read."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.data.importing.magic import Form, form_of
from engine.data.importing.mapping import REQUIRED, Columns, Names, check_header, find_columns
from engine.data.importing.recipe import Role
from engine.errors import InputError

ONE_CHARACTER = (",", ";", "\t", "|")
SHOWN = {"\t": "TAB"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read: `header` holds its column names, trimmed, in the file's order."""

    role: Role
    path: Path
    form: Form
    delimiter: str
    header: tuple[str, ...]
    columns: Columns


def open_source(role: Role, path: Path, mapping: Names, delimiter: str | None) -> Source:
    """Read a file's header and find its columns.

    Raises:
        InputError: the codes of `form_of` and `check_header`, `import.delimiter`, `import.encoding`,
            `import.unclosed_quote`, `import.parquet_broken`.
    """
    form = form_of(path)
    if form == "parquet":
        source = _source(role, path, form, "", _parquet_header(path), mapping)
    else:
        _check_delimiter(delimiter)
        choices = [_source(role, path, form, d, _csv_header(path, d), mapping) for d in _choices(delimiter)]
        # Best: all needed columns appear. Then the most columns, so that the message shows real names.
        source = max(choices, key=lambda s: (sum(n in s.columns.known for n in REQUIRED[role]), len(s.header)))
        _check_split(source, delimiter, mapping)
    check_header(role, path.name, source.header, source.columns, mapping)
    return source


def _source(role: Role, path: Path, form: Form, delimiter: str, names: list[str], mapping: Names) -> Source:
    header = tuple(name.strip() for name in names)
    return Source(role, path, form, delimiter, header, find_columns(role, header, mapping))


def _check_delimiter(delimiter: str | None) -> None:
    if delimiter is not None and delimiter not in ONE_CHARACTER:
        raise InputError("import.delimiter_unknown", delimiter=delimiter)


def _choices(delimiter: str | None) -> tuple[str, ...]:
    return ONE_CHARACTER if delimiter is None else (delimiter,)


def _check_split(source: Source, delimiter: str | None, mapping: Names) -> None:
    """A header that stays in one piece under every delimiter tried means the wrong delimiter."""
    needed = REQUIRED[source.role]
    if len(source.header) > 1 or all(name in source.columns.known for name in needed):
        return
    others = [d for d in ONE_CHARACTER if d != delimiter and len(_csv_header(source.path, d)) > 1]
    fits = others[0] if others else ""
    raise InputError(
        "import.delimiter_fits" if fits else "import.delimiter",
        file=source.path.name,
        header=source.header[0],
        fits=SHOWN.get(fits, fits),
        needed=[" / ".join(mapping.get(name, [name])) for name in needed],
    )


def _csv_header(path: Path, delimiter: str) -> list[str]:
    """The first line that is not blank. Not in strict mode: quotes look wrong under the wrong delimiter."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next((row for row in csv.reader(file, delimiter=delimiter) if row), [""])
    except UnicodeDecodeError as error:
        raise undecodable(path, error) from None
    except csv.Error:
        raise InputError("import.unclosed_quote", file=path.name, line=1) from None


def _parquet_header(path: Path) -> list[str]:
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise InputError("import.parquet_broken", file=path.name, problem=error) from None


def undecodable(path: Path, error: UnicodeDecodeError) -> InputError:
    """The error for a file that is not UTF-8, with the first line that is not."""
    with path.open("rb") as file:
        line = next((n for n, raw in enumerate(file, start=1) if not _decodes(raw)), 1)
    guess = "UTF-16" if b"\0" in error.object[:64] else "Latin-1 or GBK"
    return InputError("import.encoding", file=path.name, line=line, guess=guess)


def _decodes(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
