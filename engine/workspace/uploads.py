"""Uploads below `jobs/DRAFT/files`: who reads them, and when they are forgotten. Jobs and the janitor ask here."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine.workspace.files import discard
from engine.workspace.reading import field

DRAFT_SECONDS = 86_400.0
RESUME_SECONDS = 7 * 86_400.0
"""How long uploads wait for a job that ended without success to be run again."""
LINKS = ("files", "layout")
"""The folders of a draft that a job reads from."""


def forgotten(root: Path, now: float) -> Iterator[Path]:
    """Drafts whose job was never started, untouched for a day, that no job reads or may read again."""
    needed = _needed(root, now)
    for files in sorted(root.glob("jobs/*/files")):
        draft = files.parent
        if not (draft / "job.json").exists() and draft.name not in needed and now - last_change(draft) > DRAFT_SECONDS:
            yield draft


def read_by(root: Path, arguments: object) -> list[Path]:
    """The uploads that a command line names."""
    words = arguments if isinstance(arguments, (list, tuple)) else ()
    home = root / "jobs"
    paths = [Path(word) for word in map(str, words) if word.startswith(f"{home}/")]
    return [path for path in paths if path.relative_to(home).parts[1:2] in [(link,) for link in LINKS]]


def let_go(root: Path, scratch: Path, paths: list[Path], reader: str) -> None:
    """Delete the drafts that a job has imported, unless another job that is not over reads them.

    `reader`: the job that did; the folder of a job is no draft.
    """
    others = {draft for job, draft in _reading(root) if job.name != reader and _live(job)}
    for draft in sorted({drafted for path in paths if (drafted := _draft_of(root, path)) is not None}):
        if draft.name not in others and not (draft / "job.json").exists():
            discard(draft, scratch)


def last_change(folder: Path) -> float:
    """When anything in the folder was last written, seconds since 1970."""
    times = [folder.lstat().st_mtime]
    for path in folder.rglob("*"):
        with suppress(OSError):
            times.append(path.lstat().st_mtime)
    return max(times)


def _needed(root: Path, now: float) -> set[str]:
    """The drafts that a live job reads, or one that may be run again: it has not been done and ended this week."""
    found = set()
    for job, draft in _reading(root):
        with suppress(OSError):
            recent = now - (job / "status.json").stat().st_mtime < RESUME_SECONDS
            if _live(job) or (recent and field(job / "status.json", "state") != "done"):
                found.add(draft)
    return found


def _reading(root: Path) -> Iterator[tuple[Path, str]]:
    """(folder of a job, name of a draft that it reads)."""
    for file in root.glob("jobs/*/job.json"):
        for path in read_by(root, field(file, "arguments")):
            yield file.parent, path.relative_to(root / "jobs").parts[0]


def _live(job: Path) -> bool:
    return field(job / "status.json", "state") in ("queued", "running")


def _draft_of(root: Path, path: Path) -> Path | None:
    """The draft below which a file lies, however it is linked."""
    home = (root / "jobs").resolve()
    real = path.resolve()
    parts = real.relative_to(home).parts if real.is_relative_to(home) else ()
    return home / parts[0] if parts[1:2] == ("files",) else None
