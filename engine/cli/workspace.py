"""`equipoise workspace show|clean|verify`: what the workspace takes, what is left over, and whether it is whole."""

import typer

from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.errors import InputError
from engine.words import _, plural
from engine.words.workspace import PARTS, PROBLEMS, size
from engine.workspace import find_workspace
from engine.workspace.janitor import Swept, sweep
from engine.workspace.records import to_json
from engine.workspace.serving import serving
from engine.workspace.space import Usage, usage
from engine.workspace.verifying import Verified
from engine.workspace.verifying import verify as verify_all

keeping = typer.Typer(no_args_is_help=True, help=_("Show, clean and verify the workspace."))


@keeping.command()
def show(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show what each part of the workspace takes, what is free, and the quota."""
    here = find_workspace(workspace)
    found, server = usage(here), serving(here)
    value = {
        "workspace": str(here.root),
        "bytes": dict(found.parts),
        "total": found.total,
        "free": found.free,
        "quota": found.quota,
        "server": None if server is None else to_json(server),
    }
    answer(value, as_json, lambda: _shown(str(here.root), found))


@keeping.command()
def clean(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Take away what is unfinished and nobody works on; nothing that was kept is touched."""
    swept = sweep(find_workspace(workspace))
    answer(to_json(swept), as_json, lambda: _swept(swept))


@keeping.command()
def verify(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Read every record and file, and compare it with what was written. Exit 2 where one is not as it was."""
    found = verify_all(find_workspace(workspace))
    answer(to_json(found), as_json, lambda: _verified(found))
    if found.broken:
        raise InputError("workspace.broken", n=len(found.broken), of=found.files)


def _shown(root: str, found: Usage) -> str:
    rows = [(_(PARTS[name]), size(n)) for name, n in found.parts.items()]
    quota = _("none; set EQUIPOISE_QUOTA, for example to 20GB") if found.quota is None else size(found.quota)
    ends = [(_("all of it"), size(found.total)), (_("free on the disk"), size(found.free)), (_("quota"), quota)]
    return f"{root}\n{columns([*rows, *ends])}"


def _swept(swept: Swept) -> str:
    n = swept.scratch + swept.checkpoints + swept.drafts + swept.files
    taken = plural("{n} thing was left over and is gone", "{n} things were left over and are gone", n)
    return _("{taken}: {bytes}.").format(taken=taken, bytes=size(swept.bytes))


def _verified(found: Verified) -> str:
    lines = [f"{_(PROBLEMS[one.problem])}: {one.file}. {one.advice}" for one in found.broken]
    return "\n".join([*lines, plural("{n} file was read.", "{n} files were read.", found.files)])
