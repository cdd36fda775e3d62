"""`equipoise data import|preview`: files as they come, and every choice about them as an option or a setting."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.ending import job_folder
from engine.cli.import_request import Asked, request_of, tab
from engine.cli.job import Reporter, StatusOption, reporting
from engine.cli.ledgers import answer_of, checked, imported, rejects_as_csv
from engine.cli.output import JsonOption, SetOption, WorkspaceOption, answer, columns
from engine.cli.settings import settings
from engine.config import STRICT, parse
from engine.data.importing import Checked, ImportRequest, sources
from engine.data.importing.presets import PRESETS
from engine.data.importing.preview import Preview, preview
from engine.data.importing.recipe import Reading, Role
from engine.data.importing.write import Watch
from engine.errors import InputError
from engine.words import _
from engine.words.imports import doubt
from engine.workspace import Workspace, find_workspace
from engine.workspace.files import scratch_folder
from engine.workspace.records import to_json
from engine.workspace.uploads import let_go

bringing = typer.Typer()

Files = Annotated[list[Path] | None, typer.Option(help=_("A user and an item a record; several files are joined."))]
Users = Annotated[list[Path] | None, typer.Option(help=_("Attributes of users."))]
Items = Annotated[list[Path] | None, typer.Option(help=_("Attributes of items."))]
Map = Annotated[list[str] | None, typer.Option("--map", help=_("NAME=COLUMN, as feedback=rating."))]
Name = Annotated[str, typer.Option(help=_("What the dataset is called."))]
Relevance = Annotated[float | None, typer.Option(help=_("Feedback from here on is a positive."))]
Range = Annotated[str | None, typer.Option("--range", help=_("LOW,HIGH of the feedback."))]
Delimiter = Annotated[str | None, typer.Option(help=_("Between columns; found out where it is not given."))]
PresetOption = Annotated[str | None, typer.Option(help=", ".join(PRESETS))]
Folder = Annotated[Path | None, typer.Option(help=_("The folder that a preset reads."))]
RecipeOption = Annotated[Path | None, typer.Option("--recipe", help=_("TOML file with settings of the import."))]
Settings = Annotated[
    list[str] | None, typer.Option("--set", help=_("NAME=VALUE, as cleaning.repeats=sum or users.delimiter=tab."))
]
Names = Annotated[Path | None, typer.Option(help=_("JSON file: name on disk, and the name to show instead."))]

Rejects = Annotated[
    Path | None, typer.Option("--rejects", help=_("CSV file to write: the records that would be rejected."))
]


@bringing.command("import")
def import_(
    interactions: Files = None,
    users: Users = None,
    items: Items = None,
    mapping: Map = None,
    name: Name = "",
    relevance: Relevance = None,
    feedback_range: Range = None,
    delimiter: Delimiter = None,
    preset: PresetOption = None,
    folder: Folder = None,
    recipe: RecipeOption = None,
    setting: Settings = None,
    names: Names = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Import interactions, with or without attributes of users and items: CSV, Parquet, .xlsx, or gzip of a CSV."""
    with reporting("import", status, as_json) as job:
        asked = Asked(
            interactions, users, items, mapping, name, relevance, feedback_range, delimiter, preset, folder, recipe,
            setting, names,
        )  # fmt: skip
        here, request = find_workspace(workspace), request_of(asked)
        _note(job, request)
        record = here.add_dataset(request, job.watch)
        job.answer(answer_of(record))
        _let_go(here, request, job)
    answer(answer_of(record), as_json, lambda: imported(record))


@bringing.command("check")
def check_(
    interactions: Files = None,
    users: Users = None,
    items: Items = None,
    mapping: Map = None,
    name: Name = "",
    relevance: Relevance = None,
    feedback_range: Range = None,
    delimiter: Delimiter = None,
    preset: PresetOption = None,
    folder: Folder = None,
    recipe: RecipeOption = None,
    setting: Settings = None,
    names: Names = None,
    rejects: Rejects = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Tell what an import would give: ledgers, what is tidied, what other choices would touch. Nothing is kept.

    Exit 2 where the import would be refused; the answer is told all the same, and a job that finds this is done.
    """
    with reporting("check", status, as_json) as job:
        asked = Asked(
            interactions, users, items, mapping, name, relevance, feedback_range, delimiter, preset, folder, recipe,
            setting, names,
        )  # fmt: skip
        request = request_of(asked)
        _note(job, request)
        found = _check(find_workspace(workspace), request, job.watch, rejects)
        job.answer(to_json(found))
    answer(to_json(found), as_json, lambda: checked(found))
    if found.problem:
        raise typer.Exit(2)


def _note(job: Reporter, request: ImportRequest) -> None:
    """Keep with a job which files it reads; on a terminal nothing is kept, and no file is read for it."""
    if job.file is not None:
        job.reads(str(file["sha256"]) for files in sources(request).values() for file in files)


def _let_go(here: Workspace, request: ImportRequest, job: Reporter) -> None:
    """The uploads that are a dataset now are not kept a second time, as they came."""
    reader = job_folder(job.file)
    paths = [path for files in request.files().values() for path in files]
    with suppress(OSError, InputError):  # the dataset is there; the janitor takes what could not be deleted
        let_go(here.root, here.scratch, paths, "" if reader is None else reader.name)


def _check(here: Workspace, request: ImportRequest, watch: Watch, rejects: Path | None) -> Checked:
    if rejects is None:
        return here.check(request, watch)
    with scratch_folder(here.scratch) as folder:
        found = here.check(request, watch, folder)
        rejects_as_csv(folder / "rejects.parquet", rejects)
        return found


@bringing.command("preview")
def preview_(
    file: Annotated[Path, typer.Argument(help=_("CSV, Parquet, .xlsx, or gzip of a CSV."))],
    role: Annotated[str, typer.Option(help="interactions, users, items, recommendations")] = "interactions",
    setting: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how the first rows of a file are understood, and what is in doubt. Nothing is imported."""
    given = settings(None, setting or [])
    if isinstance(given.get("delimiter"), str):
        given["delimiter"] = tab(given["delimiter"])
    found = preview(file, parse(_About, {"role": role}).role, parse(Reading, given))
    answer(to_json(found), as_json, lambda: _shown(found))


@dataclass(frozen=True, slots=True)
class _About:
    __pydantic_config__ = STRICT
    role: Role


def _shown(found: Preview) -> str:
    """The first rows as a table, how they are read, what the columns mean, and the doubts."""
    reading = found.reading
    facts = [
        (_("encoding"), reading.encoding or "-"),
        (_("delimiter"), {None: "-", "\t": "TAB"}.get(reading.delimiter, reading.delimiter or "-")),
        (_("first line"), _("names of columns") if reading.header else _("data")),
        (_("decimal mark"), reading.decimal),
        (_("times"), reading.times),
        *((name, column) for name, column in found.guesses.items()),
    ]
    doubts = [f"! {doubt(one.code, one.facts)}" for one in found.doubts]
    return "\n".join([columns([found.header, *found.rows]), "", columns(facts), *doubts])
