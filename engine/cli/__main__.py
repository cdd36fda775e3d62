"""The entry point: the groups of verbs, and errors as one clear line."""

import sys

import typer

from engine.cli.dashboard import dashboard
from engine.cli.data import data
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


def main() -> None:
    """Run a verb. Exit 2: the input does not work, one line says why; 1: a computation failed."""
    try:
        app()
    except EquipoiseError as error:
        typer.echo(_("Error: {message}").format(message=error), err=True)
        sys.exit(2 if isinstance(error, InputError) else 1)


if __name__ == "__main__":
    main()
