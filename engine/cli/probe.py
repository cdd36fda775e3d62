"""`equipoise probe`: what a run gives away of its users, what its model reads of them, what its seed changes."""

from collections.abc import Iterator
from typing import Any

import typer

from engine.charts import numbers
from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.words import _, attributes, metrics, verdicts
from engine.words import probes as words
from engine.words.sizes import told
from engine.workspace import find_workspace

probing = typer.Typer()


@probing.command()
def probe(
    run: str,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Probe RUN: attributes of users read off its model and lists, the attribute flip, and other seeds."""
    with reporting("probe", status, as_json) as job:
        from engine import pipeline
        from engine.workspace.records import to_json

        here = find_workspace(workspace)
        found = pipeline.probe_run(here, run, job.watch)
        asked = here.run(found.run_id)
        job.answer({"probe": found.id, "run_id": found.run_id})
    answer(to_json(found), as_json, lambda: "\n".join(_text(found, asked)))


def _text(found: Any, run: Any) -> Iterator[str]:
    yield _("Run {run}: {users}").format(run=found.run_id, users=words.users(found.probed, found.with_list))
    yield from ("", *words.method())
    for source in dict.fromkeys(row.source for row in found.leakage):
        rows = [row for row in found.leakage if row.source == source]
        yield from ("", f"{words.source(source).name}. {words.source(source).definition}", _leakage(rows))
    if not found.leakage:
        yield from ("", _("No attribute of users makes groups here, so there is nothing to read off."))
    yield ""
    yield from (words.flip(row.reason) for row in found.flips)
    yield ""
    yield from _seeds(found.seeds, run)


def _leakage(rows: Any) -> str:
    from engine.audit.sizes import STEP

    head = (_("attribute"), _("group"), _("users"), _("AUC"), _("interval"), _("note"))
    lines = [
        (
            attributes.name(row.attribute),
            attributes.group(row.group) if row.group else _("mean of the groups"),
            told(row.n, STEP),
            numbers.number(row.auc),
            numbers.value_interval(row.low, row.high),
            words.reason(row.reason),
        )
        for row in rows
    ]
    return columns([head, *lines])


def _seeds(found: Any, run: Any) -> Iterator[str]:
    if "seed" not in run.config:
        yield _(words.SEEDS["elsewhere"])
    elif found is None:
        yield words.more_seeds(run.dataset_id, run.id, run.config["seed"] + 1)
    else:
        yield f"{_(words.SEEDS['what'])} {words.drawn(found.drawn)}"
        head = (
            _("metric"),
            _("attribute"),
            _("group"),
            _("seeds"),
            _("least"),
            _("greatest"),
            _("agree"),
            _("verdict"),
        )
        yield columns([head, *(_spread(row, run.config["seed"]) for row in found.rows)])


def _spread(row: Any, seed: int) -> tuple[str, ...]:
    own = row.verdicts[row.seeds.index(seed)]
    return (
        metrics.label(row.metric, dict(row.parameters)),
        attributes.name(row.attribute),
        attributes.group(row.group),
        str(len(row.seeds)),
        numbers.gap(row.least, row.scale),
        numbers.gap(row.most, row.scale),
        f"{row.agree}/{len(row.seeds)}",
        verdicts.badge(own),
    )
