"""Is this a table at all? Decided from the first and last bytes, before anything is parsed."""

import zipfile
from pathlib import Path
from typing import Literal

from engine.errors import InputError

Form = Literal["csv", "parquet", "excel", "gzip"]

PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
WORKBOOK = "xl/workbook.xml"
ARCHIVES = {
    b"7z\xbc\xaf": "7z",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "PDF",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"(\xb5/\xfd": "zstd",
    b"Rar!": "rar",
}
MARKUP = ("<html", "<!doctype", "<?xml")
JSON = ("{", "[")
HEAD = 4096


def form_of(path: Path, name: str) -> Form:
    """Tell CSV, Parquet, Excel and gzip apart, and refuse what is none of them; `name` is shown in messages.

    Raises:
        InputError: `import.no_file`, `import.empty`, `import.markup`, `import.json`, `import.archive`
            or `import.parquet_broken`.
    """
    head, tail = _ends(path, name)
    if not head.strip():
        raise InputError("import.empty", file=name)
    if head.startswith(PARQUET):
        if tail != PARQUET:
            raise InputError("import.parquet_broken", file=name, problem="the end of the file is missing")
        return "parquet"
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(ZIP):
        return _zipped(path, name)
    _refuse_other(head, name)
    return "csv"


def _ends(path: Path, name: str) -> tuple[bytes, bytes]:
    """The first bytes and the last four."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            file.seek(-min(4, path.stat().st_size), 2)
            return head, file.read()
    except OSError as error:
        raise InputError("import.no_file", file=name, problem=error.strerror or error) from None


def _zipped(path: Path, name: str) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK in archive.namelist():
                return "excel"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        pass
    raise InputError("import.archive", file=name, kind="zip")


def _refuse_other(head: bytes, name: str) -> None:
    for start, kind in ARCHIVES.items():
        if head.startswith(start):
            raise InputError("import.archive", file=name, kind=kind)
    # The marks of other encodings and the zero bytes of UTF-16 hide no `<` and no `{`.
    text = head.decode("latin-1").replace("\0", "").removeprefix("\xef\xbb\xbf").lstrip("\xff\xfe \t\r\n").lower()
    if text.startswith(MARKUP):
        raise InputError("import.markup", file=name)
    if text.startswith(JSON):
        raise InputError("import.json", file=name)
