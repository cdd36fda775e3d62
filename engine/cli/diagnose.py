"""`equipoise diagnose`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.cli.settings import settings
from engine.config import RunConfig, parse
from engine.words import _
from engine.words.diagnostics import SENTENCES
from engine.workspace import find_workspace

diagnosis = typer.Typer()
ConfigOption = Annotated[Path | None, typer.Option("--config", help=_("TOML file with settings."))]
SetOption = Annotated[list[str] | None, typer.Option("--set", help=_("NAME=VALUE, as model.params.dim=64."))]


@diagnosis.command()
def diagnose(
    dataset: str,
    config: ConfigOption = None,
    assignments: SetOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the log of DATASET can and cannot support."""
    from engine import pipeline

    found = pipeline.diagnose(find_workspace(workspace), dataset, parse(RunConfig, settings(config, assignments or [])))
    answer(found, as_json, lambda: _diagnosis(found))


def _diagnosis(found: dict[str, Any]) -> str:
    """The counts of the log, then what they and the propensities mean."""
    counts = [
        (name.replace("_", " "), f"{value:,.4g}" if isinstance(value, float) else f"{value:,}")
        for name, value in found["quality"].items()
    ]
    return "\n".join([columns(counts), "", *(_finding(finding) for finding in found["findings"])])


def _finding(finding: dict[str, Any]) -> str:
    text = _(SENTENCES[finding["code"]]).format(**finding["facts"])
    where = finding["facts"].get("propensity")
    return f"[{finding['severity']}] {f'{where}: ' if where else ''}{text}"
