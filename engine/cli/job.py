"""How a verb tells how it goes: on the terminal for people, in a file (`--status FILE`) for whoever started it."""

import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import current_thread, main_thread
from typing import Annotated, Any, NoReturn

import typer

from engine.cli.ending import give_back, is_full, job_folder, reserved
from engine.cli.failure import known
from engine.errors import InputError
from engine.jobs import memory
from engine.jobs.beat import beating
from engine.jobs.endings import AGAIN, reason_of
from engine.jobs.memory import limited
from engine.jobs.queue import slot, slots
from engine.jobs.record import LANES, Curve, Kind, State, Status
from engine.words import _
from engine.workspace import logs
from engine.workspace.files import read_json, write_json
from engine.workspace.records import from_json, to_json

StatusOption = Annotated[Path | None, typer.Option("--status", help=_("File to keep the state of this command in."))]
MOST_POINTS = 250
WRITE_SECONDS = 0.25
"""A status is written at most that often while it changes: each writing waits for the disk."""


@dataclass(slots=True)
class Reporter:
    """What a verb tells about itself: stages, epochs, and its answer at the end."""

    file: Path | None
    quiet: bool
    status: Status = field(default_factory=Status)
    written: float = 0.0
    loss: list[tuple[int, float]] = field(default_factory=list)
    valid: list[tuple[int, float]] = field(default_factory=list)

    def watch(self, stage: str, share: float) -> None:
        """(stage, share of all the work that is done)."""
        if stage != self.status.stage:
            self.status = replace(self.status, stage=stage, since=time.time(), since_share=share)
        self.status = replace(self.status, share=share)
        self._tell()

    def epoch(self, number: int, loss: float, valid: float | None) -> None:
        """A point of the loss curve, and of the validation curve where there is one.

        A training that goes on from a checkpoint passes some epochs again: their points are replaced.
        """
        for curve, value in ((self.loss, loss), (self.valid, valid)):
            while curve and curve[-1][0] >= number:
                curve.pop()
            if value is not None:
                curve.append((number, value))

    def answer(self, result: Mapping[str, Any]) -> None:
        """The JSON answer of the verb."""
        self.status = replace(self.status, result=result, share=1.0)

    def note(self, code: str) -> None:
        """Something that a person should know of the way there, as a code of `engine.words.jobs.NOTES`."""
        if code not in self.status.notes:
            self.change(notes=(*self.status.notes, code))

    def reads(self, hashes: Iterable[str]) -> None:
        """SHA-256 of the files that are read, before anything of them can stand in a message."""
        if self.file is not None:
            self.change(sources=tuple(hashes))

    def change(self, **changes: Any) -> None:
        """Another state, written at once."""
        self.status = replace(self.status, **changes)
        self.write()

    def end(self, **changes: Any) -> None:
        """The last state: on a full disk it takes the room that was held for it."""
        try:
            self.change(ended=time.time(), **changes)
        except (OSError, InputError):
            give_back(job_folder(self.file))
            with suppress(OSError, InputError):  # whoever reads the status finds the process gone, and says so
                self.write()
        folder = job_folder(self.file)
        if folder is not None:
            facts = {"job": folder.name, "state": self.status.state, "reason": self.status.reason}
            logs.event(folder.parents[1], "job.ended", **facts)

    def write(self) -> None:
        """Put the status into its file, where there is one."""
        if self.file is not None:
            self.status = replace(self.status, loss=thinned(self.loss), valid=thinned(self.valid))
            write_json(self.file, to_json(self.status))
            self.written = time.monotonic()

    def _tell(self) -> None:
        if time.monotonic() - self.written >= WRITE_SECONDS:
            self._try_to_write()
        if not self.quiet:
            typer.echo(f"\r{self.status.stage} {self.status.share:4.0%} ", nl=False, err=True)

    def _try_to_write(self) -> None:
        """Progress that finds no room is told later; a job whose folder was deleted has nobody to work for."""
        try:
            self.write()
        except (OSError, InputError) as error:
            if self.file is not None and not self.file.parent.is_dir():
                raise KeyboardInterrupt from None
            if not is_full(error):
                raise
            self.written = time.monotonic()


def thinned(curve: Sequence[tuple[int, float]]) -> Curve:
    """At most `MOST_POINTS` points, evenly spread, with the last; the run keeps them all."""
    step = -(-len(curve) // MOST_POINTS) or 1
    return tuple(curve[::-step][::-1])


@dataclass(slots=True)
class Stop:
    """Whether somebody `asked` to stop, and whether that is `heeded`: a second signal must not cut the last words."""

    asked: bool = False
    heeded: bool = False


@contextmanager
def reporting(kind: Kind, status: Path | None, quiet: bool) -> Iterator[Reporter]:
    """Run a verb's work: wait for a slot where it is a job, and write down how it ended.

    With `quiet`, or where nobody sees the terminal, nothing is drawn there. Ctrl+C and SIGTERM end the work; asked for
    by a file `cancel` beside the status it is `cancelled`, else `interrupted`.
    """
    file = None if status is None else status.resolve()
    folder = job_folder(file)
    before = _before(file)
    quiet = quiet or not sys.stderr.isatty()
    reporter = Reporter(file, quiet, before, loss=list(before.loss), valid=list(before.valid))
    stop = Stop()
    handlers = _listen(stop)
    try:
        with beating(folder), reserved(folder):
            try:
                _heed(file)
                reporter.change(state="queued")
                with _slot(kind, file), limited(memory.limit() if folder else None):
                    _heed(file)
                    reporter.change(state="running", began=time.time())
                    yield reporter
                stop.heeded = True
                reporter.end(state="done")
            except (Exception, KeyboardInterrupt) as error:
                _say_how(reporter, stop, error)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if not reporter.quiet:
            typer.echo("\r" + " " * 40 + "\r", nl=False, err=True)
        if file is not None and reporter.status.state != "interrupted" and reporter.status.reason not in AGAIN:
            shutil.rmtree(file.with_name("files"), ignore_errors=True)


def _say_how(reporter: Reporter, stop: Stop, error: BaseException) -> NoReturn:
    """Write down how the work ended, and raise what the command line is to say of it."""
    stop.heeded = True
    if isinstance(error, Exception) and not stop.asked:
        reason = reason_of(error)
        reporter.end(state="failed", message=str(known(error)), reason=reason)
        raise error
    wished = reporter.file is not None and reporter.file.with_name("cancel").exists()
    state: State = "cancelled" if wished else "interrupted"
    reporter.end(state=state, reason=state)
    raise KeyboardInterrupt from None  # a library may have made another error of it


def _before(file: Path | None) -> Status:
    """The status that whoever started the job has written: it counts the attempts, and has the curves so far."""
    if file is None or not file.exists():
        return Status()
    found = from_json(Status, read_json(file), file.name)
    return Status(asked=found.asked, attempt=found.attempt, loss=found.loss, valid=found.valid, sources=found.sources)


def _slot(kind: Kind, file: Path | None) -> AbstractContextManager[None]:
    """A slot of the workspace whose job folder holds the status; a file elsewhere waits for nobody."""
    folder = job_folder(file)
    return nullcontext() if folder is None else slot(folder.parent / "queue", LANES[kind], folder.name, slots())


def _heed(file: Path | None) -> None:
    """Somebody may have cancelled before there was a process to stop."""
    if file is not None and file.with_name("cancel").exists():
        raise KeyboardInterrupt


def _listen(stop: Stop) -> dict[int, Any]:
    """SIGTERM and Ctrl+C interrupt, until one is heeded; returns the handlers that were there. Main thread only."""

    def interrupt(number: int, frame: object) -> None:
        if not stop.heeded:
            stop.asked = True
            raise KeyboardInterrupt

    if current_thread() is not main_thread():
        return {}
    return {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
