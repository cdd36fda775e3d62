"""Is this a table at all? Decided from the first and last bytes, before anything is parsed."""

from pathlib import Path
from typing import Literal

from engine.errors import InputError

Form = Literal["csv", "parquet"]

PARQUET = b"PAR1"
ARCHIVES = {
    b"PK\x03\x04": "zip or xlsx",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "PDF",
}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
MARKUP = (b"<html", b"<!doctype", b"<?xml")
JSON = (b"{", b"[")


def form_of(path: Path) -> Form:
    """Tell CSV from Parquet, and refuse what is neither.

    Raises:
        InputError: `import.no_file`, `import.empty`, `import.markup`, `import.json`, `import.archive`,
            `import.encoding`, `import.binary` or `import.parquet_broken`.
    """
    head, tail = _ends(path)
    if not head.strip():
        raise InputError("import.empty", file=path.name)
    if head.startswith(PARQUET):
        if tail != PARQUET:
            raise InputError("import.parquet_broken", file=path.name, problem="the end of the file is missing")
        return "parquet"
    _refuse_other(head, path.name)
    return "csv"


def _ends(path: Path) -> tuple[bytes, bytes]:
    """The first 4096 bytes and the last four."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(-min(4, path.stat().st_size), 2)
            return head, file.read()
    except OSError as error:
        raise InputError("import.no_file", file=path.name, problem=error.strerror or error) from None


def _refuse_other(head: bytes, name: str) -> None:
    for start, kind in ARCHIVES.items():
        if head.startswith(start):
            raise InputError("import.archive", file=name, kind=kind)
    if head.startswith(UTF16):
        raise InputError("import.encoding", file=name, line=1, guess="UTF-16")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(MARKUP):
        raise InputError("import.markup", file=name)
    if text.startswith(JSON):
        raise InputError("import.json", file=name)
    if b"\0" in head.splitlines()[0]:
        raise InputError("import.binary", file=name)
