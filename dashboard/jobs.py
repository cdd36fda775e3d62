"""The page's way to jobs: started, found again, stopped and run again; all of them are in the workspace."""

import time
from datetime import UTC, datetime
from pathlib import Path

from engine import jobs
from engine.jobs import Job, Kind, Status
from engine.words import jobs as words
from engine.workspace import find_workspace


def draft() -> Path:
    """The folder of a job to come; uploads go below its `files`."""
    return jobs.draft(find_workspace())


def start(kind: Kind, *arguments: str, dataset: str = "", about: str = "", folder: Path | None = None) -> Job:
    """Start a verb of the command line in a process of its own."""
    return jobs.start(find_workspace(), kind, arguments, dataset, about, folder)


def ensure(kind: Kind, *arguments: str, dataset: str = "", about: str = "") -> Job:
    """The job for this question: the one that waits, works or has failed, else a new one."""
    return jobs.ensure(find_workspace(), kind, arguments, dataset, about)


def again(kind: Kind, *arguments: str, dataset: str = "", about: str = "") -> Job:
    """The job for a question that somebody has asked by a button: one that has ended without success is run again."""
    job = ensure(kind, *arguments, dataset=dataset, about=about)
    found, status = find(job.id)
    return job if status.live or status.state == "done" or not resumable(found, status) else resume(job.id)


def latest(kind: Kind, *arguments: str) -> tuple[Job, Status] | None:
    """The newest job for exactly this question, however it stands; None where nobody has asked."""
    return next((pair for pair in everything() if (pair[0].kind, pair[0].arguments) == (kind, arguments)), None)


def find(job_id: str) -> tuple[Job, Status]:
    """A job and how it stands.

    Raises:
        InputError: where there is none.
    """
    return jobs.read(find_workspace(), job_id, time.time())


def everything() -> list[tuple[Job, Status]]:
    """All jobs, the newest first."""
    return jobs.jobs(find_workspace(), time.time())


def live() -> int:
    """How many jobs wait and work."""
    return sum(status.live for _job, status in everything())


def cancel(job_id: str) -> Status:
    """Stop a job; it is gone within two seconds."""
    return jobs.cancel(find_workspace(), job_id)


def resume(job_id: str) -> Job:
    """Run an ended job again."""
    return jobs.resume(find_workspace(), job_id)


def resumable(job: Job, status: Status) -> bool:
    """Whether it can be run again."""
    return jobs.resumable(find_workspace(), job, status)


def unreadable() -> list[str]:
    """The ids of jobs whose record can't be read."""
    return jobs.unreadable(find_workspace(), time.time())


def remove(job_id: str) -> None:
    """Take a job away, whatever state its files are in."""
    jobs.remove(find_workspace(), job_id)


def delete_dataset(dataset_id: str) -> None:
    """Delete a dataset; jobs about it are stopped first."""
    jobs.delete_dataset(find_workspace(), dataset_id)


def silent_since(status: Status) -> str | None:
    """When a live job gave its last sign of life, as a time of day, where that is too long ago; else None."""
    if not jobs.silent(status, time.time()):
        return None
    return f"{datetime.fromtimestamp(status.beat or status.asked, UTC):%H:%M} UTC"


def last_lines(job_id: str) -> str:
    """The end of what it printed."""
    return jobs.last_lines(find_workspace(), job_id)


def standing(job: Job, status: Status) -> str:
    """How a live job stands, in words: its place in the queue, or its stage with the time left."""
    if status.state == "queued":
        return words.waiting(jobs.ahead(job, everything()))
    left = jobs.remaining(status, time.time())
    parts = [words.stage(status.stage)] + ([words.left(left, job.kind)] if left is not None else [])
    return " · ".join(parts)


def took(status: Status) -> str:
    """How long an ended job has worked; empty where it never began."""
    if status.began is None or status.ended is None:
        return ""
    return words.duration(status.ended - status.began)
