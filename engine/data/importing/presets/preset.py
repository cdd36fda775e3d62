"""What a preset is, and how it finds its files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.data.importing.request import ImportRequest
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Preset:
    """A layout. `recognises` looks at columns' names and a file's name; `request` says how a folder is imported."""

    key: str
    title: str
    recognises: Callable[[Sequence[str], str], bool]
    request: Callable[[Path], ImportRequest]


def there(folder: Path, name: str) -> Path | None:
    """A file of the folder where it is there."""
    path = folder / name
    return path if path.is_file() else None


def lacking(title: str, folder: Path, wanted: str) -> InputError:
    """The error for a folder that does not have the layout."""
    return InputError("import.preset_files", preset=title, folder=folder.name, wanted=wanted)
