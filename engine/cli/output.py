"""How a verb answers: text for people, one JSON object for programs; options that verbs share."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

WorkspaceOption = Annotated[Path | None, typer.Option("--workspace", help="Workspace folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")]


def answer(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """Print `value` as one line of JSON, or the text for people."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False) if as_json else text())


def columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as aligned text."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
