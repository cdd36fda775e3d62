"""The entry point: the tuple of verbs, and errors as one clear line."""

import sys

import click
import typer

from engine.errors import EquipoiseError, InputError
from engine.cli.data import data
from engine.words import _

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
                  help=_("Audit recommender systems for unfairness; train causal recommenders."))
app.add_typer(data, name="data")


def main() -> None:
    """Run a verb. Exit 2: the input does not work, one line says why; 1: a computation failed."""
    try:
        app(standalone_mode=True)
    except EquipoiseError as error:
        typer.echo(_("Error: {message}").format(message=error), err=True)
        sys.exit(2 if isinstance(error, InputError) else 1)


if __name__ == "__main__":
    main()
