"""`equipoise cohorts`: the named groups of a dataset, saved and forgotten."""

from typing import Annotated, Any

import typer

from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.config import Cohort
from engine.errors import InputError
from engine.words import _
from engine.workspace import Workspace, find_workspace

gathering = typer.Typer()


@gathering.command()
def cohorts(
    dataset: str,
    conditions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ATTRIBUTE=VALUE…]", help=_("One to three, all of which must hold; with --save.")),
    ] = None,
    save: Annotated[str | None, typer.Option("--save", help=_("The name of a cohort to save."))] = None,
    forget: Annotated[str | None, typer.Option("--forget", help=_("The name of a cohort to forget."))] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the saved cohorts of DATASET; save one, or forget one."""
    from engine.audit.saved import keep_cohort
    from engine.workspace.cohorts import drop_cohort

    here = find_workspace(workspace)
    if conditions and save is None:
        raise InputError("cohort.unsaved")
    if save is not None:
        keep_cohort(here, dataset, Cohort(save, tuple(_condition(text) for text in conditions or [])))
    if forget is not None:
        drop_cohort(here, dataset, forget)
    found = _found(here, dataset)
    answer(found, as_json, lambda: _text(found))


def _condition(text: str) -> tuple[str, str]:
    attribute, equals, label = text.partition("=")
    if not equals or not attribute.strip():
        raise InputError("cohort.condition", text=text)
    return attribute.strip(), label.strip()


def _found(here: Workspace, dataset_id: str) -> list[dict[str, Any]]:
    """All cohorts, each with its size as far as it may be told."""
    from engine.audit.saved import STEP, size_of
    from engine.workspace.cohorts import cohorts as saved

    found = []
    with here.dataset(dataset_id) as dataset:
        for one in saved(here, dataset.id):
            size = size_of(dataset, one)
            ends = {"least": size.least, "most": None if size.least is None else size.least + STEP - 1}
            found.append({"name": one.name, "conditions": dict(one.conditions), "side": size.side, **ends})
    return found


def _text(found: list[dict[str, Any]]) -> str:
    if not found:
        return _("No cohort is saved. Save one with: equipoise cohorts DATASET --save NAME ATTRIBUTE=VALUE")
    head = (_("cohort"), _("users or items"), _("size"), _("conditions"))
    return columns([head, *(_line(one) for one in found)])


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    size = (
        _("withheld") if one["least"] is None else _("{low:,} to {high:,}").format(low=one["least"], high=one["most"])
    )
    conditions = ", ".join(f"{attribute}={label}" for attribute, label in one["conditions"].items())
    return one["name"], _("users") if one["side"] == "user" else _("items"), size, conditions
