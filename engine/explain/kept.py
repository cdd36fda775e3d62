"""Explanations that were made before: under which key they are kept, and how they are read again.

Reading needs no model, so that a page or a report can show a kept explanation at once.
"""

from engine.audit import RESULTS_VERSION
from engine.config import digest
from engine.errors import InputError
from engine.explain.explain import Question
from engine.explain.explanation import Explanation
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

EXPLANATION_VERSION = 3
"""Raised when explanations would come out differently."""


def kept_explanation(
    workspace: Workspace, run_id: str, user: str | None = None, item: str | None = None
) -> Explanation | None:
    """The explanation if it was asked for before; computes nothing.

    Raises:
        InputError: `workspace.unknown` for the run.
    """
    return read(workspace, question(workspace.run(run_id).id, user, item))


def question(run_id: str, user: str | None, item: str | None) -> Question:
    """What is asked of a run, by its whole id; its digest is the key."""
    return Question(digest(RESULTS_VERSION, EXPLANATION_VERSION, run_id, user, item), run_id, user, item)


def read(workspace: Workspace, asked: Question) -> Explanation | None:
    """The kept explanation; None where there is none that this version reads."""
    try:
        value = made(workspace, "explanation", asked.run_id, asked.id)
        return None if value is None else from_json(Explanation, value, "explanation")
    except InputError:
        return None
