"""Uploads that are not imported yet: each a folder with its files under our names, and what was chosen for them.

WORKSPACE/jobs/<draft id>/files/file-1.csv    the bytes, copied at once; the uploader's own name is never used on disk
WORKSPACE/jobs/<draft id>/names.json          {name on disk: own name}, for messages
WORKSPACE/jobs/<draft id>/draft.json          files, roles and choices: a reload or a crash loses none of them
"""

import errno
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from engine import jobs
from engine.data.importing.recipe import Role
from engine.errors import InputError
from engine.jobs import Job
from engine.jobs.store import NAME, home
from engine.workspace import find_workspace
from engine.workspace.files import discard, read_json, write_json
from engine.workspace.inbox import pick
from engine.workspace.records import from_json, to_json

CHUNK = 1 << 20
FULL = (errno.ENOSPC, errno.EDQUOT)
SUFFIX = re.compile(r"\.(csv|tsv|txt|parquet|xlsx|gz)", re.IGNORECASE)
"""Endings of names that say something about the content; whatever else there is counts as text."""

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
"""Names that can be the name of a link: no folders, nothing hidden."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    """One file of a draft. `server`: its name on disk. `own`: the uploader's name. `sha256` is empty in the inbox.

    `role`: what it holds; empty as long as nobody has said. `inbox`: it lies in the inbox folder and is read there.
    """

    server: str
    own: str
    size: int
    sha256: str = ""
    role: Role | None = None
    inbox: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An import to come: its files, and the choices by the names of their fields."""

    id: str
    files: tuple[DraftFile, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    made: int = 0
    """How many files it ever had: no name on disk is used twice."""


def begin() -> Draft:
    """An empty draft, kept."""
    return _kept(Draft(jobs.draft(find_workspace()).name))


def find(draft_id: str) -> Draft:
    """A draft by its id.

    Raises:
        InputError: `draft.unknown` where there is none; `workspace.damaged`, `workspace.stale`.
    """
    file = home(find_workspace()) / draft_id / "draft.json"
    if not (NAME.fullmatch(draft_id) and file.is_file()):
        raise InputError("draft.unknown", id=draft_id[:80])
    return from_json(Draft, read_json(file), file.name)


def everything() -> list[Draft]:
    """All drafts that can be read, the newest first."""
    found = []
    for file in sorted(home(find_workspace()).glob("*/draft.json"), reverse=True):
        try:
            found.append(find(file.parent.name))
        except InputError:
            continue
    return found


def add(draft: Draft, stream: IO[bytes], own: str) -> Draft:
    """Copy an upload into the draft; bytes that it has already are not taken twice.

    Raises:
        InputError: `disk.full`; what was copied is deleted, the draft stays as it was.
    """
    server = f"file-{draft.made + 1}{_suffix(stream, own)}"
    target = folder(draft) / "files" / server
    try:
        size, seen = _copied(stream, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        if error.errno not in FULL:
            raise
        raise InputError("disk.full", folder=draft.id) from None
    if any(one.sha256 == seen for one in draft.files):
        target.unlink()
        return draft
    added = DraftFile(server, own, size, seen)
    return _kept(replace(draft, files=(*draft.files, added), made=draft.made + 1))


def add_from_inbox(draft: Draft, name: str) -> Draft:
    """Name a file of the inbox folder: it is read where it lies, so that a large one is not there twice.

    Raises:
        InputError: `inbox.unknown`.
    """
    file = pick(find_workspace(), name)
    if any(one.inbox and one.server == file.name for one in draft.files):
        return draft
    return _kept(replace(draft, files=(*draft.files, DraftFile(file.name, file.name, file.stat().st_size, inbox=True))))


def inbox() -> Path:
    """The folder on the server from which files can be picked."""
    return find_workspace().inbox


def path(draft: Draft, file: DraftFile) -> Path:
    """Where a file of a draft lies."""
    return inbox() / file.server if file.inbox else folder(draft) / "files" / file.server


def remove(draft: Draft, server: str) -> Draft:
    """Take a file out of a draft; one of the inbox stays in the inbox."""
    gone = [one for one in draft.files if one.server == server]
    kept = _kept(replace(draft, files=tuple(one for one in draft.files if one.server != server)))
    for one in gone:
        if not one.inbox:
            path(draft, one).unlink(missing_ok=True)
    return kept


def give_roles(draft: Draft, roles: Mapping[str, Role]) -> Draft:
    """Say what files hold, by their names on disk."""
    files = tuple(replace(one, role=roles.get(one.server, one.role)) for one in draft.files)
    return draft if files == draft.files else _kept(replace(draft, files=files))


def choose(draft: Draft, choices: Mapping[str, Any]) -> Draft:
    """Keep choices beside those that are there; nothing is written where nothing has changed."""
    together = {**draft.choices, **choices}
    return draft if together == draft.choices else _kept(replace(draft, choices=together))


def throw_away(draft_id: str) -> None:
    """Delete a draft with its files."""
    space = find_workspace()
    own = home(space) / draft_id
    if NAME.fullmatch(draft_id) and (own / "draft.json").exists() and not (own / "job.json").exists():
        discard(own, space.scratch)


def of(job: Job) -> str:
    """The draft whose files a job reads; empty where it reads none."""
    root = home(find_workspace())
    below = (Path(one) for one in job.arguments if one.startswith(str(root)))
    return next((one.relative_to(root).parts[0] for one in below if one != root), "")


def layout(draft: Draft) -> Path:
    """A folder of links to the files under their own names, where these are plain: presets know files by name."""
    target = folder(draft) / "layout"
    target.mkdir(exist_ok=True, mode=0o700)
    wanted = {one.own: path(draft, one) for one in draft.files if PLAIN.fullmatch(one.own)}
    for link in target.iterdir():
        if link.name not in wanted or link.readlink() != wanted[link.name]:
            link.unlink()
    for own, file in wanted.items():
        if not (target / own).is_symlink():
            (target / own).symlink_to(file)
    return target


def rejects(draft: Draft, arguments: Sequence[str]) -> Path:
    """Where a check with these arguments puts the records that would be rejected: each question has its own file."""
    target = folder(draft) / "rejected"
    target.mkdir(exist_ok=True, mode=0o700)
    return target / f"{hashlib.sha256(repr(list(arguments)).encode()).hexdigest()[:16]}.csv"


def in_own_names(job: Job, text: str) -> str:
    """A message about a job with the uploader's names of the files that it reads."""
    file = home(find_workspace()) / of(job) / "names.json"
    if not of(job) or not file.is_file():
        return text
    for server, own in sorted(read_json(file).items(), key=lambda pair: len(pair[0]), reverse=True):
        text = text.replace(server, own)
    return text


def folder(draft: Draft) -> Path:
    """The folder of a draft."""
    return home(find_workspace()) / draft.id


def _kept(draft: Draft) -> Draft:
    write_json(folder(draft) / "names.json", {one.server: one.own for one in draft.files})
    write_json(folder(draft) / "draft.json", to_json(draft))
    return draft


def _copied(stream: IO[bytes], target: Path) -> tuple[int, str]:
    """Size and SHA-256 of what was written."""
    seen, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            out.write(chunk)
            seen.update(chunk)
            size += len(chunk)
    return size, seen.hexdigest()


def _suffix(stream: IO[bytes], own: str) -> str:
    """The ending on disk; Parquet is known by its first bytes, whatever it is called."""
    magic = stream.read(4)
    stream.seek(0)
    found = SUFFIX.fullmatch(Path(own).suffix)
    usual = found.group().lower() if found else ".csv"
    return ".parquet" if magic == b"PAR1" else ".csv" if usual == ".parquet" else usual
