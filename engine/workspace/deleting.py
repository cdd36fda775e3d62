"""Deleting a dataset with all that has a value of it: runs, jobs and drafts on it, unfinished runs, its sample.

Files in the inbox are their owner's and stay.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from engine.errors import InputError
from engine.workspace.files import discard
from engine.workspace.reading import DATASET, RUN, field
from engine.workspace.seals import digest_of

MOST_LOOKED_AT = 8 << 20
"""Bytes of each file of a job that are looked through for an id; ids stand in the small ones."""


@dataclass(frozen=True, slots=True)
class Target:
    """What tells that something is about a dataset. `sources`: (own name, bytes) of its files; `hashes`: SHA-256."""

    ids: tuple[str, ...]
    name: str
    sources: frozenset[tuple[str, int]]
    hashes: frozenset[str]


def target(folder: Path, run_ids: tuple[str, ...]) -> Target:
    """A dataset's own marks; where its record is damaged, its id and its runs' are known."""
    given = field(folder / DATASET, "manifest", "sources")
    files = [file for files in given.values() for file in _listed(files)] if isinstance(given, dict) else []
    return Target(
        ids=(folder.name, *run_ids),
        name=slug(str(field(folder / DATASET, "schema", "name") or "")),
        sources=frozenset((str(file.get("name")), int(file.get("bytes", -1))) for file in files),
        hashes=frozenset(str(file["sha256"]) for file in files if file.get("sha256")),
    )


def jobs_about(root: Path, about: Target) -> list[Path]:
    """The folders of jobs and drafts that are about it."""
    return [folder for folder in sorted((root / "jobs").glob("*")) if folder.is_dir() and _concerns(folder, about)]


def traces(root: Path, scratch: Path, about: Target) -> list[Path]:
    """The folders of jobs, drafts, unfinished runs and samples that are about it."""
    samples = [folder for folder in sorted((root / "samples").glob("*")) if folder.is_dir() and _holds(folder, about)]
    unfinished = [folder for folder in sorted(scratch.glob("run-*")) if folder.is_dir() and _unfinished(folder, about)]
    return [*jobs_about(root, about), *samples, *unfinished]


def discard_all(folders: Iterable[Path], scratch: Path) -> list[InputError]:
    """Delete folders; what left its place but could not be emptied is returned, and does not stop the others.

    Raises:
        InputError, OSError: where one can't leave its place.
    """
    left = []
    for folder in folders:
        try:
            discard(folder, scratch)
        except InputError as error:
            if error.code != "workspace.leftover":
                raise
            left.append(error)
    return left


def slug(name: str) -> str:
    """A name as people type it: lower case, hyphens for spaces."""
    return "-".join(name.casefold().split())


def _unfinished(folder: Path, about: Target) -> bool:
    """Whether a run on the dataset was left there; one that somebody works on finds its dataset gone by itself."""
    if not any(field(file, "dataset_id") in about.ids for file in folder.rglob(RUN)):
        return False
    try:
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=0):
            return True
    except Timeout:
        return False


def _concerns(folder: Path, about: Target) -> bool:
    """Whether a job or draft names the dataset or a run on it; or reads its files, and has made no other of them."""
    texts = [_content(file) for file in sorted(folder.iterdir()) if file.is_file()]
    if any(mark.encode() in text for text in texts for mark in about.ids) or _asks(folder, about):
        return True
    if field(folder / "status.json", "result", "dataset"):
        return False
    hashed = any(mark.encode() in text for text in texts for mark in about.hashes)
    return hashed or _uploads(folder, about) or _would_have_made(folder, about)


def _asks(folder: Path, about: Target) -> bool:
    """Whether its command line names the dataset where datasets and runs stand: by a name, or the beginning of an id.

    They stand right after the verb; a word after an option may be called like a dataset and mean something else.
    """
    given = [str(word) for word in field(folder / "job.json", "arguments") or ()]
    words = given[2 if given[:1] == ["data"] else 1 :]
    places = [*takewhile(lambda word: not word.startswith("-"), words)] if given[1:2] != ["sample"] else []
    starts = any(len(word) >= 4 and any(one.startswith(word) for one in about.ids) for word in places)
    return starts or bool(about.name and about.name in map(slug, places))


def _would_have_made(folder: Path, about: Target) -> bool:
    """Whether it ended without a word of which files it read, and would have given its dataset the same name."""
    given = [str(word) for word in field(folder / "job.json", "arguments") or ()]
    status = folder / "status.json"
    if field(status, "sources") or field(status, "state") in (None, "queued", "running"):
        return False
    named = [word for option, word in pairwise(given) if option == "--name"]
    return bool(about.name and about.name in map(slug, named))


def _uploads(folder: Path, about: Target) -> bool:
    """Whether it has a file of the same name and size."""
    for server, name in _names(folder).items():
        file = next((f for f in (folder / "files" / server, folder / server) if f.exists()), None)
        if file is not None and (str(name), file.stat().st_size) in about.sources:
            return True
    listed = field(folder / "draft.json", "files")
    return any((str(f.get("own")), f.get("size")) in about.sources for f in _listed(listed))


def _names(folder: Path) -> Mapping[str, Any]:
    for file in (folder / "names.json", folder / "files" / "names.json"):
        try:
            found = json.loads(file.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            return found
    return {}


def _holds(folder: Path, about: Target) -> bool:
    return any(digest_of(file) in about.hashes for file in folder.iterdir() if file.is_file())


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MOST_LOOKED_AT)


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, or the one object that format 1 wrote instead of a list."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
