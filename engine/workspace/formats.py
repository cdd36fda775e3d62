"""Opening a workspace of this or an older format; newer ones are refused.

Format 1: JSON records without seals. Format 2: sealed records that name the SHA-256 of the files beside them, and
nothing that others on the machine may read. A migration is restartable: the mark of the format is written last.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from engine.errors import InputError
from engine.workspace import storage
from engine.workspace.files import write_json
from engine.workspace.seals import FILES, RECORDS, digests, is_sealed, opened, unsealed

FORMAT = 2
MARKER = "format.json"
INBOX = "inbox"
ROOMS = ("datasets", "runs", "tmp", INBOX)


def prepare(root: Path) -> None:
    """Make what a workspace needs, and bring an older one to this format.

    Raises:
        InputError: `workspace.not_a_folder`, `workspace.unwritable`, `workspace.format`, `workspace.damaged`.
    """
    if root.exists() and not root.is_dir():
        raise InputError("workspace.not_a_folder", path=root)
    try:
        for name in ROOMS:
            storage.make(root / name)
        if not (root / MARKER).exists():
            write_json(root / MARKER, {"format": FORMAT})
    except OSError as error:
        raise InputError("workspace.unwritable", path=root, problem=error.strerror) from None
    found = _found(root)
    if found not in (FORMAT, *MIGRATIONS):
        raise InputError("workspace.format", found=found, known=FORMAT)
    if found != FORMAT:
        migrate(root)


def migrate(root: Path) -> None:
    """Bring a workspace to this format, step by step; whoever comes second waits and finds it done."""
    with FileLock(root / "format.lock"):
        while (found := _found(root)) != FORMAT:
            MIGRATIONS[found](root)
            write_json(root / MARKER, {"format": found + 1})


def _found(root: Path) -> Any:
    file = root / MARKER
    content = file.read_bytes()
    value = opened(content, file) if is_sealed(content) else unsealed(content, file)
    return value.get("format") if isinstance(value, dict) else None


def _seal_all(root: Path) -> None:
    """1 -> 2. What is not JSON stays as it is and is told when it is read; the inbox is its owner's."""
    for room in ("datasets", "runs", "jobs"):
        for file in sorted((root / room).rglob("*.json")):
            _seal(file)
    for path in (*sorted(root.rglob("*")), root):
        if not path.is_symlink() and path.relative_to(root).parts[:1] != (INBOX,):
            with suppress(PermissionError):  # another owner's: theirs to close
                storage.protect(path)


def _seal(file: Path) -> None:
    content = file.read_bytes()
    if is_sealed(content) or "files" in file.parts[-3:-1]:
        return
    try:
        value = unsealed(content, file)
    except InputError:
        return
    if file.name in RECORDS and isinstance(value, dict):
        value = {**value, FILES: digests(file.parent)}
    write_json(file, value)


MIGRATIONS: dict[Any, Callable[[Path], None]] = {1: _seal_all}
"""By the format that they start from; each leads to the next."""
