"""What people say of a run's assumptions: kept beside the run, `runs/<id>/assumptions.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args
from unicodedata import category

from filelock import FileLock

from engine.errors import InputError
from engine.words.assumptions import ASSUMPTIONS
from engine.workspace.files import read_json, write_json
from engine.workspace.records import from_json, to_json
from engine.workspace.workspace import Workspace

Answer = Literal["holds", "doubted", "open"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
MOST_NOTE = 500
FILE = "assumptions.json"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer to one assumption. `when`: ISO 8601, UTC; empty where nobody has said anything yet."""

    answer: Answer = "open"
    note: str = ""
    when: str = ""


def judgements(workspace: Workspace, run_id: str) -> dict[str, Judgement]:
    """The judgements of a run by the assumption's code; those that nobody has judged are absent.

    Raises:
        InputError: `workspace.unknown` for the run, `workspace.damaged`, `workspace.stale` for its file.
    """
    file = workspace.run(run_id).path / FILE
    return dict(from_json(_Kept, read_json(file), FILE).judgements) if file.exists() else {}


def judge(workspace: Workspace, run_id: str, code: str, answer: str | None, note: str | None = None) -> Judgement:
    """Keep an answer, a note of at most 500 characters, or both; None leaves what was there.

    Others who judge at the same time wait for the lock: nobody's words are lost.

    Raises:
        InputError: `assumption.unknown`, `assumption.answer`, `assumption.note`, and those of `judgements`.
    """
    _check(code, answer, note)
    run = workspace.run(run_id)
    with FileLock(workspace.scratch / f"assumptions-{run.id}.lock"):
        known = judgements(workspace, run.id)
        before = known.get(code, Judgement())
        made = from_json(
            Judgement,
            {
                "answer": before.answer if answer is None else answer,
                "note": before.note if note is None else _line(note),
                "when": datetime.now(UTC).isoformat(timespec="seconds"),
            },
            FILE,
        )
        write_json(run.path / FILE, to_json(_Kept({**known, code: made})))
    return made


@dataclass(frozen=True, slots=True)
class _Kept:
    judgements: Mapping[str, Judgement]


def _check(code: str, answer: str | None, note: str | None) -> None:
    if code not in ASSUMPTIONS:
        raise InputError("assumption.unknown", name=code, known=list(ASSUMPTIONS))
    if answer is not None and answer not in ANSWERS:
        raise InputError("assumption.answer", answer=answer, known=list(ANSWERS))
    if note is not None and len(_line(note)) > MOST_NOTE:
        raise InputError("assumption.note", n=len(_line(note)), most=MOST_NOTE)


def _line(note: str) -> str:
    """The note on one line, without control characters and without what UTF-8 cannot write."""
    words = " ".join(note.encode("utf-8", "replace").decode().split())
    return "".join(sign for sign in words if category(sign) != "Cc")
