"""The workspace's secret: 32 random bytes that only its owner can read."""

import secrets
from pathlib import Path

from filelock import FileLock

from engine.workspace.files import write_bytes
from engine.workspace.seals import damaged

BYTES = 32


def read_key(file: Path, scratch: Path) -> bytes:
    """The key in `file`; made where there is none. Whoever asks at the same time gets the same one.

    Raises:
        InputError: `workspace.damaged` where it has another length.
    """
    if not file.exists():
        with FileLock(scratch / "key.lock"):
            if not file.exists():
                write_bytes(file, secrets.token_bytes(BYTES))
    found = file.read_bytes()
    if len(found) != BYTES:
        raise damaged(file)
    return found
