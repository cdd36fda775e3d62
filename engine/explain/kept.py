"""Explanations that were made before: under which key they are kept, and how they are read again.

Reading needs no model, so that a page or a report can show a kept explanation at once.
"""

from itertools import product

from engine.audit import RESULTS_VERSION
from engine.config import digest
from engine.errors import InputError
from engine.explain.asking import spellings
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
    """The explanation if it was asked for before; computes nothing. Where ids are pseudonyms, typed ids count too.

    Raises:
        InputError: `workspace.unknown` for the run.
    """
    run = workspace.run(run_id)
    key = None if user is None else workspace.key_of(run.dataset_id)
    users = [None] if user is None else spellings(key, "users", user)
    items = [None] if item is None else spellings(key, "items", item)
    asked = (question(run.id, *ids) for ids in product(users, items))
    return next((found for one in asked if (found := read(workspace, one))), None)


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
