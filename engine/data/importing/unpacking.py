"""Gzip, unpacked piece by piece and counted: a small file that becomes a huge one is refused in time."""

import gzip
import zlib
from pathlib import Path

from engine.data.importing.limits import CHUNK, RATIO, RATIO_FROM, UNPACKED_BYTES
from engine.errors import InputError


def unpack(path: Path, target: Path, name: str) -> None:
    """Write what a gzip file holds to `target`.

    Raises:
        InputError: `import.gzip_broken`, `import.bomb`.
    """
    most, done = max(RATIO_FROM, RATIO * path.stat().st_size), 0
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as out:
            while chunk := packed.read(CHUNK):
                done += len(chunk)
                if done > min(most, UNPACKED_BYTES):
                    raise InputError("import.bomb", file=name, bytes=path.stat().st_size, unpacked=done)
                out.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("import.gzip_broken", file=name, problem=error) from None


def unpacked_head(path: Path, size: int, name: str) -> bytes:
    """The first bytes of what a gzip file holds.

    Raises:
        InputError: `import.gzip_broken`.
    """
    try:
        with gzip.open(path, "rb") as packed:
            return packed.read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("import.gzip_broken", file=name, problem=error) from None
