"""`equipoise diagnose`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.charts import numbers
from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.cli.settings import settings
from engine.config import RunConfig, parse
from engine.contracts import Finding
from engine.words import _, attributes, support
from engine.words.combinations import PROPENSITIES
from engine.words.diagnostics import LEVELS, PARTS, SENTENCES, verdict
from engine.workspace import find_workspace
from engine.workspace.records import to_json

if TYPE_CHECKING:
    from engine.diagnostics import Diagnosis

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
    status: StatusOption = None,
) -> None:
    """Say what the log of DATASET can and cannot support."""
    with reporting("diagnose", status, as_json) as job:
        from engine import pipeline

        wanted = parse(RunConfig, settings(config, assignments or []))
        found = pipeline.diagnose(find_workspace(workspace), dataset, wanted, watch=job.watch)
        value = {**to_json(found), "parts": _verdicts(found)}
        job.answer(value)
    answer(value, as_json, lambda: _text(found))


def _verdicts(found: "Diagnosis") -> list[dict[str, str]]:
    from engine.diagnostics import parts

    return [
        {"part": p.key, "of": p.of, "verdict": p.verdict, "text": verdict(p.key, p.verdict, p.facts)}
        for p in parts(found)
    ]


def _text(found: "Diagnosis") -> str:
    """The counts of the log, the verdict on each part, then what should worry a reader."""
    counts = [
        (name.replace("_", " "), f"{value:,.4g}" if isinstance(value, float) else numbers.count(value))
        for name, value in to_json(found.quality).items()
    ]
    return "\n".join([columns(counts), "", *_told(found), *(_finding(finding) for finding in found.findings)])


def _told(found: "Diagnosis") -> Iterator[str]:
    """A line a part: those of the log, then those of each propensity under its name."""
    lines = _verdicts(found)
    for line in lines:
        if line["part"] not in support.PARTS:
            name = f" ({attributes.name(line['of'])})" if line["of"] else ""
            yield f"[{LEVELS[line['verdict']].name}] {PARTS[line['part']].name}{name}: {line['text']}"
    for kind in (kind for kind in PROPENSITIES if kind in found.support):
        yield f"\n{PROPENSITIES[kind].name}"
        for line in (line for line in lines if line["part"] in support.PARTS and line["of"] == kind):
            yield f"  [{LEVELS[line['verdict']].name}] {PARTS[line['part']].name}: {line['text']}"
    yield ""


def _finding(finding: Finding) -> str:
    text = _(SENTENCES[finding.code]).format(**finding.facts)
    where = finding.facts.get("propensity")
    return f"[{finding.severity}] {f'{where}: ' if where else ''}{text}"
