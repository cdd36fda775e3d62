"""What is asked of an import."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TypedDict

from engine.data.importing.naming import named, named_after
from engine.data.importing.recipe import ROLES, Recipe, Role
from engine.errors import InputError

IMPORTER_VERSION = 3
"""Raised when the same upload would give other tables."""

Files = Path | tuple[Path, ...]
"""One file, or several of one kind (months, sources), in the order in which they are joined."""


class SourceFile(TypedDict):
    """One uploaded file as the manifest records it."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Files to import and how to read them.

    `mapping` holds (canonical name, column in the file) pairs; columns that bear canonical names
    need none. A name may have several columns where files differ: in each file the one it has counts.
    `relevance`: feedback at or above it is a positive. `feedback_range`: feedback outside is
    rejected. `recipe`: how the files are read, cleaned, enriched and protected. `names`: (name on disk, name that its
    owner gave it) of files that were uploaded; messages and the manifest say the latter.
    """

    interactions: Files
    users: Files | None = None
    items: Files | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    name: str = ""
    relevance: float | None = None
    feedback_range: tuple[float, float] | None = None
    recipe: Recipe = Recipe()
    names: tuple[tuple[str, str], ...] = ()

    def files(self) -> dict[Role, tuple[Path, ...]]:
        """The files that are there, by role, in the order in which they are joined."""
        given = {role: getattr(self, role) for role in ROLES}
        several = {role: (found,) if isinstance(found, Path) else tuple(found or ()) for role, found in given.items()}
        return {role: paths for role, paths in several.items() if paths}

    @property
    def title(self) -> str:
        """What the dataset is called: its name, else that of the first file."""
        if self.name:
            return " ".join(self.name.split())
        return named_after(Path(self.shown(self.files()["interactions"][0])).stem)

    def shown(self, path: Path) -> str:
        """What a file is called where people read it."""
        return dict(self.names).get(path.name, path.name)


def sources(request: ImportRequest) -> dict[str, list[SourceFile]]:
    """Name, size in bytes and SHA-256 of each file, by role.

    Raises:
        InputError: `import.no_file`.
    """
    return {role: [_source(path, request.shown(path)) for path in paths] for role, paths in request.files().items()}


def check_settings(request: ImportRequest) -> None:
    """Refuse a name that is none, a range that is none, and a relevance outside of it.

    Raises:
        InputError: `workspace.name`, `import.range`, `import.relevance`.
    """
    if request.name:
        named(request.name)
    if request.feedback_range is None:
        return
    low, high = request.feedback_range
    if not low < high:
        raise InputError("import.range", low=low, high=high)
    if request.relevance is not None and not low <= request.relevance <= high:
        raise InputError("import.relevance", relevance=request.relevance, low=low, high=high)


def _source(path: Path, name: str) -> SourceFile:
    try:
        with path.open("rb") as file:
            return {"name": name, "bytes": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}
    except OSError as error:
        raise InputError("import.no_file", file=name, problem=error.strerror or error) from None
