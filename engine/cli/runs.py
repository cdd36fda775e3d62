"""`equipoise run|audit|report|doctor`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.choices import choices
from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns, pairs
from engine.cli.settings import settings, settings_of
from engine.config import AuditConfig, RunConfig, parse
from engine.contracts import AuditTable, Finding, Run
from engine.errors import InputError
from engine.report import summary
from engine.words import _, findings, verdicts
from engine.words.reports import SECTIONS
from engine.workspace import find_workspace

runs = typer.Typer()
ConfigOption = Annotated[Path | None, typer.Option("--config", help=_("TOML file with settings."))]
SetOption = Annotated[list[str] | None, typer.Option("--set", help=_("NAME=VALUE, as model.params.dim=64."))]


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
        made = pipeline.run(here, dataset, parse(RunConfig, given), job.watch, job.epoch)
        table = here.audit(made.id, made.audit)
        job.answer(_run(made, table))
    answer(_run(made, table), as_json, lambda: _summary(made, table))


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
def audit(
    target: Annotated[
        str, typer.Argument(metavar="RUN | DATASET", help=_("A run, or a dataset with --recommendations."))
    ],
    recommendations: Annotated[
        Path | None, typer.Option(help=_("Lists of your own system: user, item, rank or score."))
    ] = None,
    cutoff: Annotated[
        str | None, typer.Option(help=_("When the lists were made; later interactions judge them."))
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help=_("NAME=COLUMN of the lists, as item_id=sku."))
    ] = None,
    config: ConfigOption = None,
    assignments: SetOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Audit a run again with other settings, or the recommendations of your own system."""
    if recommendations is None and (cutoff or mapping):
        raise InputError("cli.cutoff_alone")
    with reporting("audit", status, as_json) as job:
        from engine import pipeline

        here = find_workspace(workspace)
        given = settings(config, assignments or [])
        wanted = parse(AuditConfig, given) if given else None
        if recommendations is None:
            table = pipeline.audit_run(here, target, wanted)
        else:
            table = pipeline.audit_recommendations(here, target, recommendations, cutoff, wanted, pairs(mapping or []))
        value = _audit(table)
        job.answer(value)
    answer(value, as_json, lambda: _verdicts(table))


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
        "findings": _findings(table.findings),
        "seconds": dict(made.seconds),
        "audit": table.id,
    }


def _audit(table: AuditTable) -> dict[str, Any]:
    return {
        "audit": table.id,
        "run_id": table.run_id,
        "metrics": dict(table.overall),
        "findings": _findings(table.findings),
    }


def _findings(found: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [{**asdict(finding), "text": findings.say(finding)} for finding in found]


def _summary(made: Run, table: AuditTable) -> str:
    numbers = [(name, f"{value:.4f}") for name, value in made.metrics["test"].items() if value is not None]
    title = _("Run {id} on {dataset} ({estimand})").format(id=made.id, dataset=made.dataset_id, estimand=made.estimand)
    return "\n".join([title, columns(numbers), "", _verdicts(table)])


def _verdicts(table: AuditTable) -> str:
    """The declared family as a table, with the reason where there is no verdict."""
    head = ("verdict", "metric", "attribute", "group", "reference", "ratio", "interval", "why")
    lines = [tuple(_(name) for name in head)]
    for row in table.rows:
        if row.verdict is None or row.is_reference:
            continue
        gap = "–" if row.gap is None else f"{row.gap:.3f}"
        interval = "–" if row.gap_low is None else f"{row.gap_low:.3f} to {row.gap_high:.3f}"
        name, why = verdicts.TERMS[row.verdict].name, verdicts.reason(row.reason) if row.reason else ""
        lines.append((name, row.metric, row.attribute, row.group, row.reference, gap, interval, why))
    told = [findings.say(f) for f in table.findings if not f.code.startswith("gap.")]
    title = _("Audit {id} of run {run}").format(id=table.id, run=table.run_id)
    return "\n".join([title, columns(lines), *told])


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return ", ".join(value) or "–" if isinstance(value, list) else str(value)
