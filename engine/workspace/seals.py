"""Seals: the SHA-256 of what a file should hold, so that a flipped bit is seen before it is believed.

A JSON record ends with the digest of its own text: the last key, `~sha256`, is that of the text without it. A value
that is no object is kept under `~value`. Files that libraries write are named in the record beside them
(`dataset.json`, `run.json`) under `files`: name -> SHA-256.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.words.workspace import advice

SEAL, VALUE, FILES = "~sha256", "~value", "files"
RECORDS = ("dataset.json", "run.json")
"""The records that name the files beside them."""
MOST_BYTES = 1 << 30
"""A larger file is compared by its size when it is opened (DuckDB checks each block that it reads), as a whole by
`equipoise workspace verify`: hashing costs about 1 s a GB, and each job is a process of its own."""
_END = re.compile(rb',\n "~sha256": "([0-9a-f]{64})"\n\}\n\Z')
_TRACE = re.compile(rb"~sha256|[0-9a-f]{64}")
"""What one flipped bit leaves of a seal: it can't spoil the key and the digest at once."""


def damaged(file: Path) -> InputError:
    """The error for a file whose content is not what was written, with what to do about it."""
    return InputError("workspace.damaged", file=file.name, folder=file.parent.name, advice=advice(file.name))


def sealed(value: Any) -> bytes:
    """A JSON record with its seal: sorted keys, no NaN, readable."""
    plain = {k: v for k, v in value.items() if k != SEAL} if isinstance(value, dict) else None
    body = json.dumps(plain or {VALUE: value}, indent=1, sort_keys=True, allow_nan=False, ensure_ascii=False)
    text = f"{body}\n".encode()
    return text[:-3] + f',\n "{SEAL}": "{sha256(text).hexdigest()}"\n}}\n'.encode()


def opened(content: bytes, file: Path) -> Any:
    """The value of a sealed record.

    Raises:
        InputError: `workspace.damaged`; `workspace.stale` where the record was never sealed.
    """
    end = _END.search(content)
    if end is None:
        unsealed(content, file)
        raise damaged(file) if _TRACE.search(content[-200:]) else InputError("workspace.stale", file=file.name)
    text = content[: end.start()] + b"\n}\n"
    if sha256(text).hexdigest().encode() != end.group(1):
        raise damaged(file)
    found = unsealed(text, file)
    return found[VALUE] if set(found) == {VALUE} else found


def is_sealed(content: bytes) -> bool:
    """Whether a record ends with a seal, whether or not it holds."""
    return _END.search(content) is not None


def unsealed(content: bytes, file: Path) -> Any:
    """The value of a record without a seal, as format 1 had them.

    Raises:
        InputError: `workspace.damaged` where it is not JSON.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, endless digits, endless nesting
        raise damaged(file) from None


def digest_of(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of the files of a folder that are no records themselves, by name."""
    return {file.name: {"bytes": file.stat().st_size, "sha256": digest_of(file)} for file in _contents(folder)}


def checked(file: Path) -> Path:
    """The file itself, once its bytes are known to be those that its record names.

    Checked once a process for as long as the file stays the same; a file that no record names passes.

    Raises:
        InputError: `workspace.damaged`.
    """
    record = next((file.with_name(name) for name in RECORDS if file.with_name(name).exists()), None)
    if record is not None and file.exists():
        _check(file, _version(file), record, _version(record))
    return file


def _contents(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and file.suffix not in (".json", ".lock"))


def _version(file: Path) -> tuple[int, int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(4096)
def _check(file: Path, version: tuple[int, int, int], record: Path, _record: tuple[int, int, int]) -> None:
    found = opened(record.read_bytes(), record)
    known = found.get(FILES, {}).get(file.name) if isinstance(found, dict) else None
    if known is None:
        return
    size = version[1]
    if size != known["bytes"] or (size <= MOST_BYTES and digest_of(file) != known["sha256"]):
        raise damaged(file)
