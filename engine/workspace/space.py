"""Room on the disk: what the workspace takes, what is free, and whether something fits before it begins."""

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.words.workspace import size

if TYPE_CHECKING:
    from engine.workspace.workspace import Workspace

TIMES = 3
"""An import holds at most a readable copy of its files, what DuckDB spills, and the new dataset."""
SPARE_BYTES = 64 << 20
"""Beside what is needed: statuses, logs and records of whatever else is at work."""
PARTS = ("datasets", "runs", "jobs", "inbox", "samples", "logs", "tmp")
QUOTA = "EQUIPOISE_QUOTA"
UNITS: dict[str, int] = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?B?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes below each part of a workspace, bytes free on its disk, and its quota (None: none is set)."""

    parts: Mapping[str, int]
    free: int
    quota: int | None

    @property
    def total(self) -> int:
        """Bytes of all parts."""
        return sum(self.parts.values())


def usage(workspace: "Workspace") -> Usage:
    """What the workspace takes now.

    Raises:
        InputError: `workspace.quota_value`.
    """
    parts = {name: bytes_below(workspace.root / name) for name in PARTS}
    return Usage(parts, shutil.disk_usage(workspace.root).free, quota())


def quota() -> int | None:
    """The bytes that a workspace may take: `EQUIPOISE_QUOTA`, for example `20GB`; None where it is not set.

    Raises:
        InputError: `workspace.quota_value` where that is no size.
    """
    text = os.environ.get(QUOTA, "")
    if not text.strip():
        return None
    found = _SIZE.fullmatch(text)
    if found is None:
        raise InputError("workspace.quota_value", value=text)
    unit = found[2].upper()
    return int(float(found[1]) * UNITS[unit if unit in UNITS else f"{unit}B"])


def check_room(root: Path, reads: int) -> None:
    """Whether work that reads so many bytes has room: 3 times them and 64 MB.

    Raises:
        InputError: `disk.low`, `workspace.quota`, `workspace.quota_value`.
    """
    needed = TIMES * reads + SPARE_BYTES
    free, most = shutil.disk_usage(root).free, quota()
    if free < needed:
        raise InputError("disk.low", needed=size(needed), free=size(free))
    if most is not None:
        used = sum(bytes_below(root / name) for name in PARTS)
        if used + needed > most:
            raise InputError("workspace.quota", needed=size(needed), quota=size(most), used=size(used))


def bytes_below(folder: Path) -> int:
    """The bytes of all files below a folder; what is deleted meanwhile counts nothing."""
    total = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total
