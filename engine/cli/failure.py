"""Every failure as one that has words: what a person reads, on the terminal and in the status of a job."""

import tempfile
import traceback
from pathlib import Path

from engine.errors import EquipoiseError, InputError, RunError
from engine.jobs.endings import AGAIN, CODES, reason_of
from engine.words import _
from engine.workspace.logs import crashed


def known(error: Exception) -> EquipoiseError:
    """The error itself where it has words; else one that names the file with its details.

    A lack of memory or room says so, whatever the error was that a library or a room made of it.
    The same failure gives the same words when it is asked twice.
    """
    if isinstance(error, EquipoiseError) and (error.code in CODES or reason_of(error) not in AGAIN):
        return error
    told = getattr(error, "equipoise", None)
    if told is None:
        told = _told(error)
        error.equipoise = told  # type: ignore[attr-defined]
    return told


def usage(error: Exception) -> str | None:
    """The message of a usage error of the command line itself; None for others."""
    if not hasattr(error, "format_message"):
        return None
    return _("Error: {message}").format(message=" ".join(error.format_message().split()))


def _told(error: Exception) -> EquipoiseError:
    reason = reason_of(error)
    if reason == "memory":
        return RunError("jobs.memory", problem=str(error) or type(error).__name__)
    if reason == "disk":
        return InputError("disk.full", folder=Path(getattr(error, "filename", None) or ".").parent)
    if isinstance(error, OSError):
        return InputError("cli.system", problem=error.strerror or error, file=error.filename or "?")
    return EquipoiseError("cli.unexpected", kind=type(error).__name__, problem=error, file=_details(error))


def _details(error: Exception) -> Path | str:
    """Where the places of the error are written, for whoever mends the program; a page or a terminal never shows them.

    The log of the workspace; where none was opened yet, a file among the temporary ones.
    """
    log = crashed(error)
    if log is not None:
        return log
    with tempfile.NamedTemporaryFile("w", prefix="equipoise-", suffix=".log", delete=False) as file:
        file.write("".join(traceback.format_exception(error)))
    return file.name
