"""Jobs: verbs of the command line in processes of their own, each with a folder that anybody can read.

WORKSPACE/jobs/<job id>/job.json       what was asked: written once
WORKSPACE/jobs/<job id>/process.json   who works on it: the process id and when it was created
WORKSPACE/jobs/<job id>/status.json    how it goes: written by the process itself (`--status FILE`)
WORKSPACE/jobs/<job id>/beat           touched by it every few seconds: its last sign of life
WORKSPACE/jobs/<job id>/exit.json      how its process ended, written by whoever started it and saw the end
WORKSPACE/jobs/<job id>/log.txt        what it printed
WORKSPACE/jobs/<job id>/cancel         there once somebody asked it to stop
WORKSPACE/jobs/<job id>/files/         uploads that it reads; gone when it has ended

A job outlives the server that started it. Nobody has to watch: a process waits for its turn itself
(`queue.py`), and whoever reads the status of a process that is gone writes down that it is (`store.py`), with the
reason as far as anything tells it (`endings.py`).
"""

from engine.jobs.beat import silent
from engine.jobs.deleting import delete_dataset
from engine.jobs.process import cancel, draft, ensure, remove, resume, start
from engine.jobs.record import KINDS, LANES, LIVE, Job, Kind, State, Status
from engine.jobs.store import ahead, jobs, last_lines, read, remaining, resumable, unreadable

__all__ = [
    "KINDS",
    "LANES",
    "LIVE",
    "Job",
    "Kind",
    "State",
    "Status",
    "ahead",
    "cancel",
    "delete_dataset",
    "draft",
    "ensure",
    "jobs",
    "last_lines",
    "read",
    "remaining",
    "remove",
    "resumable",
    "resume",
    "silent",
    "start",
    "unreadable",
]
