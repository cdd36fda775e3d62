"""`equipoise run|runs|report|doctor`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli import audited
from engine.cli.beside import apart, beside
from engine.cli.choices import choices
from engine.cli.job import StatusOption, reporting
from engine.cli.output import ConfigOption, JsonOption, SetOption, WorkspaceOption, answer, columns
from engine.cli.settings import settings, settings_of
from engine.config import RunConfig, parse
from engine.contracts import AuditTable, Run
from engine.report import summary
from engine.report.judged import trained
from engine.report.searched import searched
from engine.words import _, findings, metrics
from engine.words.reports import SECTIONS
from engine.workspace import find_workspace

runs = typer.Typer()


@runs.command(epilog=choices())
def run(
    dataset: str,
    config: ConfigOption = None,
    assignments: SetOption = None,
    like: Annotated[
        str | None, typer.Option(help=_("A run whose settings are taken; --set and --config go over them."))
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Train a recommender on DATASET, audit it, and keep the run."""
    with reporting("run", status, as_json) as job:
        from engine import pipeline

        here = find_workspace(workspace)
        given = settings(config, assignments or [], {} if like is None else settings_of(here.run(like)))
        wanted = parse(RunConfig, given)
        made = pipeline.run(here, dataset, wanted, job.watch, job.epoch, job.note)
        table = here.audit(made.id, made.audit)
        told = {**_run(made, table), **({"search": searched(here, made)} if wanted.tune else {})}
        job.answer(told)
    answer(told, as_json, lambda: _summary(made, table))


@runs.command("runs")
def list_(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the finished runs, the newest first."""
    found = find_workspace(workspace).runs()
    value = [
        {
            "run_id": r.id,
            "dataset": r.dataset_id,
            "what": summary(r.config),
            "metrics": dict(r.metrics.get("test", {})),
            "finished": r.manifest.get("finished"),
            "audits": list(r.audits),
        }
        for r in found
    ]
    head = (_("run"), _("dataset"), _("finished"), _("audits"), _("what"))
    lines = [
        (r.id, r.dataset_id, str(r.manifest.get("finished")), str(len(r.audits)), summary(r.config)) for r in found
    ]
    answer(value, as_json, lambda: columns([head, *lines]))


@runs.command()
def report(
    run_ids: Annotated[list[str], typer.Argument(metavar="RUN [RUN…]", help=_("The baseline first, if any."))],
    formats: Annotated[str, typer.Option("--format", help=_("html, json, csv, with a comma."))] = "html,json",
    sections: Annotated[
        str | None,
        typer.Option(
            help=_("Those to show, with a comma, of {names}; all if absent.").format(names=", ".join(SECTIONS))
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help=_("Folder for the files."))] = Path(),
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Write the audit report of a run, or of several side by side."""
    with reporting("report", status, as_json) as job:
        from engine import pipeline

        shown = None if sections is None else [name for name in sections.split(",") if name]
        made = pipeline.write_report(find_workspace(workspace), run_ids, formats.split(","), out, shown)
        files = [str(file) for file in made]
        job.answer({"files": files})
    answer({"files": files}, as_json, lambda: "\n".join(files))


@runs.command()
def doctor(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show versions, the device and the state of the workspace."""
    from engine import pipeline

    found = pipeline.doctor(find_workspace(workspace))
    rows = [(name, _text(value)) for name, value in found.items()]
    answer(found, as_json, lambda: columns(rows))


def _run(made: Run, table: AuditTable) -> dict[str, Any]:
    return {
        "run_id": made.id,
        "dataset": made.dataset_id,
        "config": dict(made.config),
        "metrics": dict(made.metrics),
        "beside": dict(made.beside),
        "intervals": dict(made.intervals),
        "findings": [*audited.told(made.findings), *audited.found(table)],
        "seconds": dict(made.seconds),
        "audit": table.id,
    }


def _summary(made: Run, table: AuditTable) -> str:
    """A correction that made it worse first, then the run beside simple scorers, its other numbers and its audit."""
    title = _("Run {id} on {dataset} ({estimand})").format(id=made.id, dataset=made.dataset_id, estimand=made.estimand)
    found = [f"{findings.severity(one['severity'])}  {one['text']}" for one in trained(made)]
    hidden = apart(made)
    test = {name: value for name, value in made.metrics["test"].items() if value is not None and name not in hidden}
    numbers = [(kind, name, f"{test[name]:.4f}") for kind, keys in metrics.by_kind(test) for name in keys]
    return "\n".join([title, *found, "", *beside(made), columns(numbers), "", audited.text(table)])


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return ", ".join(value) or "–" if isinstance(value, list) else str(value)
