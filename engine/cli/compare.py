"""`equipoise compare`: runs side by side on the users that they share."""

from typing import TYPE_CHECKING, Annotated

import typer

from engine.charts import numbers
from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.cli.settings import settings
from engine.config import AuditConfig, parse
from engine.words import _, attributes, comparisons, metrics
from engine.workspace import find_workspace
from engine.workspace.records import to_json

if TYPE_CHECKING:
    from engine.audit import RunComparison
    from engine.audit.comparison import Number

comparing = typer.Typer()


@comparing.command()
def compare(
    run_ids: Annotated[list[str], typer.Argument(metavar="RUN RUN [RUN…]", help=_("The baseline, then the others."))],
    assignments: Annotated[list[str] | None, typer.Option("--set", help=_("NAME=VALUE, as k=20."))] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Compare runs with the first: values, paired differences, who gained and who lost, cost."""
    with reporting("compare", status, as_json) as job:
        from engine import pipeline

        given = settings(None, assignments or [])
        config = parse(AuditConfig, given) if given else None
        found = pipeline.compare_runs(find_workspace(workspace), run_ids, config)
        value = to_json(found)
        job.answer(value)
    answer(value, as_json, lambda: _text(found))


def _text(found: "RunComparison") -> str:
    title = _("Baseline {baseline}, against it {others}").format(
        baseline=found.runs[0], others=", ".join(found.runs[1:])
    )
    parts = [_overall(found), _gains(found), _patterns(found), _costs(found)]
    notes = "\n".join(comparisons.notes(found.notes, found.level, found.resamples))
    return "\n\n".join([title, *(part for part in parts if part), notes])


def _overall(found: "RunComparison") -> str:
    head = (_("metric"), *found.runs, *(_("{run} − baseline").format(run=run[:8]) for run in found.runs[1:]))
    lines = [
        (metrics.label(row.metric), *map(_value, row.values), *map(_change, row.changes))
        for row in found.overall
        if any(value.value is not None for value in row.values)
    ]
    return columns([head, *lines])


def _gains(found: "RunComparison") -> str:
    directions = tuple(map(comparisons.direction, comparisons.DIRECTIONS))
    head = (_("run"), _("metric"), _("group"), "n", *directions, _("mean change"))
    lines = []
    for row in found.gains:
        shares = tuple(_share(part) for part in (row.rose, row.fell, row.stayed))
        group = f"{attributes.name(row.attribute)}: {attributes.group(row.group)}" if row.attribute else _("all users")
        lines.append((row.run, metrics.label(row.metric), group, numbers.count(row.n), *shares, _change(row.mean)))
    return columns([head, *lines]) if lines else ""


def _patterns(found: "RunComparison") -> str:
    head = (_("run"), _("metric"), _("attribute"), _("best / worst, baseline"), _("best / worst, here"), _("pattern"))
    lines = [
        (
            row.run,
            metrics.label(row.metric),
            attributes.name(row.attribute),
            numbers.gap(row.before),
            numbers.gap(row.after),
            comparisons.pattern(row.code),
        )
        for row in found.patterns
    ]
    return columns([head, *lines]) if lines else ""


def _costs(found: "RunComparison") -> str:
    stages = list(dict.fromkeys(stage for cost in found.costs for stage in cost.seconds))
    lines = [
        (comparisons.stage(stage), *(_seconds(cost.seconds.get(stage)) for cost in found.costs)) for stage in stages
    ]
    kept = [numbers.NOTHING if cost.parameters is None else f"{cost.parameters:,}" for cost in found.costs]
    return columns([(_("cost"), *found.runs), *lines, (comparisons.stage("parameters"), *kept)])


def _value(of: "Number") -> str:
    inner = "" if of.low is None else f" {numbers.value_interval(of.low, of.high)}"
    return f"{numbers.number(of.value)}{inner}"


def _change(of: "Number") -> str:
    inner = "" if of.low is None else f" {numbers.interval(of.low, of.high, 'difference')}"
    return f"{numbers.gap(of.value, 'difference')}{inner}"


def _share(share: float | None) -> str:
    return numbers.NOTHING if share is None else f"{share:.0%}"


def _seconds(value: float | None) -> str:
    return numbers.NOTHING if value is None else f"{value:.1f} s"
