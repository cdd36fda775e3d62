"""`equipoise assumptions`: what a run leans on, and what people say of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.output import JsonOption, WorkspaceOption, answer
from engine.errors import InputError
from engine.words import _
from engine.words.assumptions import ASSUMPTIONS, hint
from engine.words.assumptions import answer as answer_name
from engine.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from engine.diagnostics.stated import Stated

assuming = typer.Typer()


@assuming.command()
def assumptions(
    run_id: Annotated[str, typer.Argument(metavar="RUN")],
    answers: Annotated[
        list[str] | None, typer.Option("--set", help=_("CODE=ANSWER: holds, doubted or open, as positivity=doubted."))
    ] = None,
    notes: Annotated[
        list[str] | None, typer.Option("--note", help=_("CODE=TEXT: why, at most 500 characters."))
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the numbers of RUN lean on; say which of it holds or is doubted."""
    from engine import pipeline

    here = find_workspace(workspace)
    _judge(here, run_id, _named(answers or []), _named(notes or []))
    found = pipeline.assumptions(here, run_id)
    answer([_record(stated) for stated in found], as_json, lambda: "\n\n".join(map(_text, found)))


def _judge(here: Workspace, run_id: str, answers: Mapping[str, str], notes: Mapping[str, str]) -> None:
    from engine import pipeline

    for code in dict.fromkeys([*answers, *notes]):
        pipeline.judge_assumption(here, run_id, code, answers.get(code), notes.get(code))


def _named(texts: list[str]) -> dict[str, str]:
    """`CODE=…` texts by code; an empty note takes the note away."""
    found = {}
    for text in texts:
        code, equals, value = text.partition("=")
        if not equals or not code.strip():
            raise InputError("assumption.form", text=text)
        found[code.strip()] = value.strip()
    return found


def _record(stated: "Stated") -> dict[str, Any]:
    words, said = ASSUMPTIONS[stated.code], stated.judgement
    return {
        "code": stated.code,
        "name": words.name,
        "statement": words.statement,
        "breaks": words.breaks,
        "check": words.check,
        "source": words.source,
        "answer": said.answer,
        "note": said.note,
        "when": said.when,
        "hint": stated.hint,
    }


def _text(stated: "Stated") -> str:
    words, said = ASSUMPTIONS[stated.code], stated.judgement
    lines = [
        f"[{answer_name(said.answer)}] {words.name} ({stated.code})",
        words.statement,
        _("If not: {breaks}").format(breaks=words.breaks),
        _("To check: {check}").format(check=words.check),
        hint(stated.hint) if stated.hint else "",
        _("Note: {note}").format(note=said.note) if said.note else "",
    ]
    return "\n  ".join(line for line in lines if line)
