"""The entry point: the groups of verbs, and errors as one clear line."""

import sys
import tempfile
import traceback
from typing import NoReturn

import typer

from engine.cli.compare import comparing
from engine.cli.dashboard import dashboard
from engine.cli.data import data
from engine.cli.diagnose import diagnosis
from engine.cli.runs import runs
from engine.errors import EquipoiseError, InputError
from engine.words import _

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help=_("Audit recommender systems for unfairness; train causal recommenders."),
)
app.add_typer(dashboard)
app.add_typer(data, name="data")
app.add_typer(runs)
app.add_typer(diagnosis)
app.add_typer(comparing)


def main() -> None:
    """Run a verb. Exit 2: the input does not work, one line says why; 1: a computation failed; 130: Ctrl+C."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except EquipoiseError as error:
        _fail(error, 2 if isinstance(error, InputError) else 1)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(_("Stopped. The same command begins again, from its last checkpoint where there is one."), err=True)
        sys.exit(130)
    except OSError as error:
        _fail(InputError("cli.system", problem=error.strerror or error, file=error.filename or "?"), 2)
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of the command line itself
            typer.echo(_("Error: {message}").format(message=" ".join(error.format_message().split())), err=True)
            sys.exit(2)
        _fail(EquipoiseError("cli.unexpected", kind=type(error).__name__, problem=error, file=_details(error)), 1)


def _fail(error: EquipoiseError, code: int) -> NoReturn:
    typer.echo(_("Error: {message}").format(message=error), err=True)
    sys.exit(code)


def _details(error: Exception) -> str:
    """A file with the traceback, for whoever mends the program; a page or a terminal never shows it."""
    with tempfile.NamedTemporaryFile("w", prefix="equipoise-", suffix=".log", delete=False) as file:
        file.write("".join(traceback.format_exception(error)))
    return file.name


if __name__ == "__main__":
    main()
