"""Uploaded bytes on their way to disk."""

import shutil
from pathlib import Path
from typing import IO


def keep(file: IO[bytes], folder: Path, name: str) -> Path:
    """Write an upload into `folder` under a name of ours; the uploader's own name is never used on disk."""
    magic = file.read(4)
    file.seek(0)
    target = folder / f"{name}{'.parquet' if magic == b'PAR1' else '.csv'}"
    with target.open("wb") as stream:
        shutil.copyfileobj(file, stream)
    file.seek(0)
    return target
