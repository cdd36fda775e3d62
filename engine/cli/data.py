"""`equipoise data import|sample|list|show|delete`: datasets of a workspace."""

from typing import Annotated, Any

import typer

from engine import jobs
from engine.cli.importing import bringing
from engine.cli.job import StatusOption, reporting
from engine.cli.keeping import caring
from engine.cli.ledgers import answer_of, imported, table
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.cli.tidied import lines, tidied_of
from engine.contracts import Attribute
from engine.data.samples import SAMPLES
from engine.data.samples import sample as find_sample
from engine.words import _, plural
from engine.workspace import DatasetRecord, find_workspace
from engine.workspace.records import to_json

data = typer.Typer(no_args_is_help=True, help=_("Import, list, show and delete datasets."))
data.add_typer(bringing)
data.add_typer(caring)


@data.command()
def sample(
    name: Annotated[str, typer.Argument(help=", ".join(SAMPLES))],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Import a sample; its terms of use are shown before it is imported."""
    with reporting("sample", status, as_json) as job:
        chosen = find_sample(name)
        here = find_workspace(workspace)
        request = chosen.request(here.root / "samples")
        typer.echo(chosen.terms, err=True)
        record = here.add_dataset(request)
        job.answer(answer_of(record))
    answer(answer_of(record), as_json, lambda: imported(record))


@data.command("list")
def list_(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the datasets, the newest first."""
    records = find_workspace(workspace).datasets()
    answer([_summary(r) for r in records], as_json, lambda: _table(records))


@data.command()
def show(dataset: str, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show what a dataset holds and what became of each uploaded record."""
    record = find_workspace(workspace).dataset_record(dataset)
    answer(to_json(record), as_json, lambda: _description(record))


@data.command()
def delete(dataset: str, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Delete a dataset and the runs on it; jobs about it are stopped."""
    gone = jobs.delete_dataset(find_workspace(workspace), dataset)
    answer({"deleted": list(gone)}, as_json, lambda: _("Deleted: {ids}").format(ids=", ".join(gone)))


def _summary(record: DatasetRecord) -> dict[str, Any]:
    schema = record.schema
    return {
        "dataset": record.id, "name": schema.name, "created": record.created, "users": schema.n_users,
        "items": schema.n_items, "interactions": schema.n_interactions,
    }  # fmt: skip


def _table(records: list[DatasetRecord]) -> str:
    if not records:
        return _("No datasets yet. Begin with: equipoise data sample planted")
    head = (_("dataset"), _("name"), _("users"), _("items"), _("interactions"), _("created"))
    return columns([head, *(_row(record) for record in records)])


def _row(record: DatasetRecord) -> tuple[str, ...]:
    counts = (record.schema.n_users, record.schema.n_items, record.schema.n_interactions)
    return (record.id, record.schema.name, *(f"{n:,}" for n in counts), record.created)


def _description(record: DatasetRecord) -> str:
    schema = record.schema
    low, high = schema.feedback_range
    feedback = _("{kind}, {low:g} to {high:g}").format(kind=schema.feedback_kind, low=low, high=high)
    positive = _("all") if schema.relevance is None else _("from {value:g} on").format(value=schema.relevance)
    facts: list[tuple[str, ...]] = [
        (_("dataset"), record.id),
        (_("name"), schema.name),
        (_("imported"), record.created),
        (_("interactions"), plural("{n} record", "{n} records", schema.n_interactions)),
        (_("columns"), ", ".join(schema.interaction_columns)),
        (_("feedback"), feedback),
        (_("positives"), positive),
        (_("randomized"), plural("{n} record", "{n} records", schema.n_randomized)),
        (_("users"), _side(schema.n_users, schema.user_attributes)),
        (_("items"), _side(schema.n_items, schema.item_attributes)),
    ]
    return "\n".join([columns(facts), "", table(record.ledgers), *lines(tidied_of(record))])


def _side(n: int, attributes: tuple[Attribute, ...]) -> str:
    named = ", ".join(
        _("{name} ({kind}, {values:,} values, {missing:,} missing)").format(
            name=a.name, kind=a.kind, values=a.n_values, missing=a.n_missing
        )
        for a in attributes
    )
    return f"{n:,}" + (f": {named}" if named else "")
