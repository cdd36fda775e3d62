"""What is asked of an import, and the identity that follows from it."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Literal, TypedDict

from engine.config import digest
from engine.errors import InputError

IMPORTER_VERSION = 1
"""Raised when the same upload would give other tables."""

Role = Literal["interactions", "users", "items", "recommendations"]


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
    rejected. `delimiter`: None chooses the one under which the needed columns appear.
    """

    interactions: Path
    users: Path | None = None
    items: Path | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    name: str = ""
    relevance: float | None = None
    feedback_range: tuple[float, float] | None = None
    delimiter: str | None = None

    def files(self) -> dict[Role, Path]:
        """The files that are there, by role."""
        given: dict[Role, Path | None] = {"interactions": self.interactions, "users": self.users, "items": self.items}
        return {role: path for role, path in given.items() if path is not None}


def sources(request: ImportRequest) -> dict[str, SourceFile]:
    """Name, size in bytes and SHA-256 of each file, by role.

    Raises:
        InputError: `import.no_file`.
    """
    return {role: _source(path) for role, path in request.files().items()}


def dataset_id(request: ImportRequest) -> str:
    """Hash of the files' bytes, the mapping, the recipe and the importer's version; the name plays no part."""
    return digest(
        {role: source["sha256"] for role, source in sources(request).items()},
        sorted(request.mapping),
        None if request.relevance is None else float(request.relevance),
        None if request.feedback_range is None else [float(end) for end in request.feedback_range],
        request.delimiter,
        IMPORTER_VERSION,
    )


def _source(path: Path) -> SourceFile:
    try:
        with path.open("rb") as file:
            return {"name": path.name, "bytes": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}
    except OSError as error:
        raise InputError("import.no_file", file=path.name, problem=error.strerror or error) from None
