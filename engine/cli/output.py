"""How a verb answers: text for people, JSON for programs; and what several verbs share."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.errors import InputError
from engine.words import _

WorkspaceOption = Annotated[Path | None, typer.Option("--workspace", help="Workspace folder.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", help=_("TOML file with settings."))]
SetOption = Annotated[list[str] | None, typer.Option("--set", help=_("NAME=VALUE, as model.params.dim=64."))]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with JSON.")]
WIDEST = 60
"""Characters of a cell in a table for people."""


def answer(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """Print `value` as one line of JSON, or the text for people."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False) if as_json else text())


def columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as aligned text, as wide as the first of them; the last column may be long."""
    wide = len(rows[0]) if rows else 0
    rows = [(*row, *[""] * wide)[:wide] for row in rows]
    cells = [[*(_short(cell) for cell in row[:-1]), row[-1]] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]) - 1)] if cells else []
    padded = [[*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]] for row in cells]
    return "\n".join("  ".join(row).rstrip() for row in padded)


def pairs(assignments: list[str]) -> tuple[tuple[str, str], ...]:
    """`NAME=COLUMN` texts as pairs.

    Raises:
        InputError: `cli.map`.
    """
    found = [tuple(part.strip() for part in text.split("=", 1)) for text in assignments]
    for text, pair in zip(assignments, found, strict=True):
        if len(pair) != 2 or not all(pair):
            raise InputError("cli.map", text=text)
    return tuple((pair[0], pair[1]) for pair in found)


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"
