"""Whom a question is about: ids as people type them, found in the log before anything is loaded or fitted.

Where the ids of a log are pseudonyms, people know those of their files: what is typed is looked for as it stands, then
as its pseudonym. Only the pseudonym is kept.
"""

import narwhals as nw

from engine import columns as c
from engine.contracts import Run, Table
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Role
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.arrays import has_list

LISTS_FILE = "recommendations.parquet"
Asked = tuple[str | None, str | None]


def asked_of(workspace: Workspace, run: Run, user: str | None, item: str | None = None) -> Asked:
    """The ids of a user and an item in the dataset of a run; None where none is given.

    Raises:
        InputError: `explain.item_alone` for an item without a user, `explain.unknown` for ids that the log does not
            have, `explain.no_list` for a user without a list.
    """
    if user is None:
        if item is not None:
            raise InputError("explain.item_alone")
        return None, None
    key = workspace.key_of(run.dataset_id)
    with workspace.dataset(run.dataset_id) as dataset:
        own, code = _found(dataset.users, (c.USER, c.USER_CODE), spellings(key, "users", user))
        other = None
        if item is not None:
            other, _code = _found(dataset.items, (c.ITEM, c.ITEM_CODE), spellings(key, "items", item))
    if not has_list(run.path / LISTS_FILE, code):
        raise InputError("explain.no_list", user=user)
    return own, other


def spellings(key: bytes | None, role: Role, typed: str) -> tuple[str, ...]:
    """The ids that may be meant: the typed one, and with a key its pseudonym."""
    return (typed,) if key is None else (typed, *pseudonyms(key, role, [typed.strip()]))


def code_of(table: Table, names: tuple[str, str], identifier: str) -> int:
    """The code of an id; `names`: the columns of ids and of codes.

    Raises:
        InputError: `explain.unknown`.
    """
    return _found(table, names, (identifier,))[1]


def _found(table: Table, names: tuple[str, str], candidates: tuple[str, ...]) -> tuple[str, int]:
    """The first of some ids that the table has, and its code."""
    id_column, code_column = names
    rows = table.filter(nw.col(id_column).is_in(candidates)).select(id_column, code_column).collect()
    codes = dict(zip(rows[id_column].to_list(), rows[code_column].to_list(), strict=True))
    for one in candidates:
        if one in codes:
            return one, int(codes[one])
    raise InputError("explain.unknown", kind=id_column.removesuffix("_id"), id=candidates[0])
