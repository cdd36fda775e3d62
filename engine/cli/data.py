"""`equipoise data import|sample|list|show|delete`: datasets of a workspace."""

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns, pairs
from engine.contracts import Attribute, Ledger
from engine.data.importing import ImportRequest, Recipe
from engine.data.importing.recipe import with_delimiter
from engine.data.samples import SAMPLES
from engine.data.samples import sample as find_sample
from engine.errors import InputError
from engine.words import _, plural
from engine.words.imports import reason
from engine.workspace import DatasetRecord, find_workspace
from engine.workspace.records import to_json

data = typer.Typer(no_args_is_help=True, help=_("Import, list, show and delete datasets."))


@data.command("import")
def import_(
    interactions: Annotated[Path, typer.Option(help=_("CSV or Parquet: a user and an item a record."))],
    users: Annotated[Path | None, typer.Option(help=_("Attributes of users."))] = None,
    items: Annotated[Path | None, typer.Option(help=_("Attributes of items."))] = None,
    mapping: Annotated[list[str] | None, typer.Option("--map", help=_("NAME=COLUMN, as feedback=rating."))] = None,
    name: Annotated[str, typer.Option(help=_("What the dataset is called."))] = "",
    relevance: Annotated[float | None, typer.Option(help=_("Feedback from here on is a positive."))] = None,
    feedback_range: Annotated[str | None, typer.Option("--range", help=_("LOW,HIGH of the feedback."))] = None,
    delimiter: Annotated[str | None, typer.Option(help=_("Between columns; found out where it is not given."))] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Import interactions, with or without attributes of users and items."""
    with reporting("import", status, as_json) as job:
        recipe = with_delimiter(Recipe(), _tab(delimiter)) if delimiter else Recipe()
        request = ImportRequest(
            interactions, users, items, pairs(mapping or []), name, relevance, _range(feedback_range), recipe
        )
        record = find_workspace(workspace).add_dataset(request)
        job.answer(_import(record))
    answer(_import(record), as_json, lambda: _imported(record))


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
        job.answer(_import(record))
    answer(_import(record), as_json, lambda: _imported(record))


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
    """Delete a dataset and the runs on it."""
    gone = find_workspace(workspace).delete_dataset(dataset)
    answer({"deleted": list(gone)}, as_json, lambda: _("Deleted: {ids}").format(ids=", ".join(gone)))


def _range(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError("cli.range", text=text) from None
    return low, high


def _tab(delimiter: str) -> str:
    """A shell makes a real TAB hard to type."""
    return "\t" if delimiter.upper() in ("TAB", "\\T") else delimiter


def _import(record: DatasetRecord) -> dict[str, Any]:
    return {
        "dataset": record.id,
        "name": record.schema.name,
        "created": record.created,
        "ledger": to_json(record.ledgers),
    }


def _imported(record: DatasetRecord) -> str:
    done = _("Dataset {id} ({name})").format(id=record.id, name=record.schema.name)
    return f"{done}\n{_ledger(record.ledgers)}"


def _ledger(ledgers: tuple[Ledger, ...]) -> str:
    head = (_("file"), _("read"), _("loaded"), _("rejected"), _("duplicates"), _("blank"), _("reasons"))
    rows = [
        (part.file, *(f"{n:,}" for n in (part.read, part.loaded, part.rejected, part.duplicates, part.blank)),
         ", ".join(f"{reason(code)}: {n:,}" for code, n in part.reasons.items()))
        for part in ledgers
    ]  # fmt: skip
    return columns([head, *rows])


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
    return f"{columns(facts)}\n\n{_ledger(record.ledgers)}"


def _side(n: int, attributes: tuple[Attribute, ...]) -> str:
    named = ", ".join(
        _("{name} ({kind}, {values:,} values, {missing:,} missing)").format(
            name=a.name, kind=a.kind, values=a.n_values, missing=a.n_missing
        )
        for a in attributes
    )
    return f"{n:,}" + (f": {named}" if named else "")
