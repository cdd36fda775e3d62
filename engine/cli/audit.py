"""`equipoise audit`: a run again with other settings, or the recommendations of somebody's own system."""

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli import audited
from engine.cli.job import StatusOption, reporting
from engine.cli.output import ConfigOption, JsonOption, SetOption, WorkspaceOption, answer, pairs
from engine.cli.settings import settings
from engine.config import AuditConfig, parse, plain
from engine.errors import InputError
from engine.words import _
from engine.workspace import Workspace, find_workspace

auditing = typer.Typer()
GroupsOption = Annotated[
    list[str] | None,
    typer.Option("--groups", help=_("Groups to show beside, without a verdict, as gender*age; may be repeated.")),
]
CohortOption = Annotated[
    list[str] | None, typer.Option("--cohort", help=_("A saved cohort to show beside; may be repeated."))
]


@auditing.command()
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
    groups: GroupsOption = None,
    cohorts: CohortOption = None,
    usual: Annotated[
        bool, typer.Option("--usual", help=_("Declare the usual comparisons, whatever --config declares."))
    ] = False,
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
        given = settings(config, assignments or []) | ({"family": []} if usual else {})
        given |= _beside(here, target if recommendations else None, target, given, groups or [], cohorts or [])
        wanted = parse(AuditConfig, given) if given else None
        if recommendations is None:
            table = pipeline.audit_run(here, target, wanted)
        else:
            table = pipeline.audit_recommendations(here, target, recommendations, cutoff, wanted, pairs(mapping or []))
        value = audited.record(table)
        job.answer(value)
    answer(value, as_json, lambda: audited.text(table))


def _beside(
    here: Workspace, dataset: str | None, target: str, given: dict[str, Any], groups: list[str], cohorts: list[str]
) -> dict[str, Any]:
    """Groups and saved cohorts that are asked for, after those of the settings."""
    found: dict[str, Any] = {}
    if groups:
        found["groupings"] = [*given.get("groupings", []), *groups]
    if cohorts:
        from engine.audit.saved import named

        saved = named(here, dataset or here.run(target).dataset_id, cohorts)
        found["cohorts"] = [*given.get("cohorts", []), *(plain(one) for one in saved)]
    return found
