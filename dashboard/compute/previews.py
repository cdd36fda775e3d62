"""The first rows of files that are not imported yet: bounded work, whatever their size."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engine.data.importing.recipe import Reading, Role
from engine.errors import InputError

if TYPE_CHECKING:
    from engine.data.importing.preview import Preview
    from engine.data.importing.understood import Cell


def preview(path: Path, own: str, role: Role, reading: Reading) -> "Preview":
    """How the first rows of a file are understood; cached as long as the file is the same.

    Raises:
        InputError: as an import of the file would.
    """
    about = path.stat() if path.exists() else None
    version = (about.st_size, about.st_mtime_ns) if about else (0, 0)
    return _preview(str(path), version, own, role, reading)


@st.cache_data(max_entries=32, show_spinner=False)
def _preview(path: str, version: tuple[int, int], own: str, role: Role, reading: Reading) -> "Preview":
    return import_module("engine.data.importing.preview").preview(Path(path), role, reading, name=own)  # type: ignore[no-any-return]


def sheets(path: Path, own: str) -> tuple[str, ...]:
    """The names of a spreadsheet's sheets; none where it can't be read, which a preview says.

    Cached as long as the file is the same.
    """
    try:
        about = path.stat()
        return _sheets(str(path), (about.st_size, about.st_mtime_ns), own)
    except (InputError, OSError):
        return ()


@st.cache_data(max_entries=32, show_spinner=False)
def _sheets(path: str, version: tuple[int, int], own: str) -> tuple[str, ...]:
    return import_module("engine.data.importing.excel").sheet_names(Path(path), own)  # type: ignore[no-any-return]


def understood(
    role: Role,
    columns: Mapping[str, tuple[str, ...]],
    mapped: Mapping[str, str],
    reading: Reading,
    nulls: Sequence[str],
) -> "dict[str, tuple[Cell, ...]]":
    """The cells of a preview as an import will understand them: 20 rows at most, so in the page's thread."""
    return _understood(role, tuple(columns.items()), tuple(mapped.items()), reading, tuple(nulls))


@st.cache_data(max_entries=32, show_spinner=False)
def _understood(
    role: Role,
    columns: tuple[tuple[str, tuple[str, ...]], ...],
    mapped: tuple[tuple[str, str], ...],
    reading: Reading,
    nulls: tuple[str, ...],
) -> "dict[str, tuple[Cell, ...]]":
    room = import_module("engine.data.importing.understood")
    return room.understood(role, dict(columns), dict(mapped), reading, nulls)  # type: ignore[no-any-return]
