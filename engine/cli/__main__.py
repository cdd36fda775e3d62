"""The entry point: the groups of verbs, and errors as one clear line."""

import sys
from typing import NoReturn

import typer

from engine.cli.assumptions import assuming
from engine.cli.audit import auditing
from engine.cli.cohorts import gathering
from engine.cli.compare import comparing
from engine.cli.curves import curve
from engine.cli.dashboard import dashboard
from engine.cli.data import data
from engine.cli.diagnose import diagnosis
from engine.cli.explain import explaining
from engine.cli.failure import known, usage
from engine.cli.plan import planning
from engine.cli.probe import probing
from engine.cli.runs import runs
from engine.cli.workspace import keeping
from engine.errors import EquipoiseError, InputError
from engine.words import _
from engine.workspace import storage

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help=_("Audit recommender systems for unfairness; train causal recommenders."),
)
app.add_typer(dashboard)
app.add_typer(data, name="data")
app.add_typer(runs)
app.add_typer(planning)
app.add_typer(auditing)
app.add_typer(gathering)
app.add_typer(curve)
app.add_typer(diagnosis)
app.add_typer(assuming)
app.add_typer(explaining)
app.add_typer(comparing)
app.add_typer(probing)
app.add_typer(keeping, name="workspace")


def main() -> None:
    """Run a verb. Exit 2: the input does not work, one line says why; 1: a computation failed; 130: Ctrl+C."""
    storage.private()
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(_("Stopped. The same command begins again, from its last checkpoint where there is one."), err=True)
        sys.exit(130)
    except Exception as error:
        message = usage(error)
        if message is not None:
            typer.echo(message, err=True)
            sys.exit(2)
        _fail(known(error))


def _fail(error: EquipoiseError) -> NoReturn:
    typer.echo(_("Error: {message}").format(message=error), err=True)
    sys.exit(2 if isinstance(error, InputError) else 1)


if __name__ == "__main__":
    main()
