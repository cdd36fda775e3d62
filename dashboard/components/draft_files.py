"""The files of a draft: name, size, the beginning of their SHA-256, what they hold; each can be taken out."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import compute, drafts, session
from dashboard.components.draft_fields import Fields
from dashboard.components.text import plain
from dashboard.drafts import Draft, DraftFile
from engine.data.importing.guesses import guess
from engine.data.importing.presets import preset_request
from engine.data.importing.recipe import ROLES, Reading, Role
from engine.errors import InputError
from engine.words import _, mark
from engine.words.workspace import size

HOLDS: dict[Role, str] = {
    "interactions": mark("Interactions: a user, an item, a rating or click"),
    "users": mark("Users: an id, then attributes such as gender or age"),
    "items": mark("Items: an id, then attributes such as provider or genres"),
}
SHOWN_OF_HASH = 12


def show(fields: Fields) -> dict[Role, tuple[DraftFile, ...]]:
    """A line a file; the files by what they hold, in the order in which they were brought."""
    draft = _with_roles(fields.draft)
    fields.draft = draft
    for file in draft.files:
        line(draft, file, partial(_chooser, fields, file))
    roles = {file.server: _role(fields, file) for file in draft.files}
    fields.draft = drafts.give_roles(draft, roles)
    return {role: found for role in ROLES if (found := tuple(f for f in fields.draft.files if roles[f.server] == role))}


def role_of(header: Sequence[str]) -> Role | None:
    """What a file with this header most likely holds; None where its names say nothing."""
    user, item = guess("user_id", header), guess("item_id", header)
    if user and item:
        return "interactions"
    return "users" if user else "items" if item else None


def line(draft: Draft, file: DraftFile, holds: Callable[[], object]) -> None:
    """One file with its button to take it out; `holds` draws what it holds."""
    with st.container(border=True, key=f"file_{file.server}"):
        name, role, out = st.columns((3, 3, 1), vertical_alignment="center")
        name.markdown(f"**{plain(file.own, 80)}**")
        where = _("in the inbox folder, read there") if file.inbox else f"sha256 {file.sha256[:SHOWN_OF_HASH]}…"
        name.caption(f"{size(file.size)} · {plain(where)}")
        with role:
            holds()
        key = session.drafted(draft.id, f"remove.{file.server}")
        if out.button(_("Remove"), key=key, width="stretch"):
            drafts.remove(draft, file.server)
            st.rerun()


def _chooser(fields: Fields, file: DraftFile) -> None:
    options: dict[str, str] = {one: _(text) for one, text in HOLDS.items()}
    fields.choice(_("What it holds"), f"role.{file.server}", options, file.role or "interactions")


def _role(fields: Fields, file: DraftFile) -> Role:
    chosen: Role = fields.value(f"role.{file.server}", file.role or "interactions")
    return chosen


def _with_roles(draft: Draft) -> Draft:
    """What each new file holds is guessed once from its columns; without a word from them it is a log."""
    new = [file for file in draft.files if file.role is None]
    return drafts.give_roles(draft, {file.server: _guessed(draft, file) or "interactions" for file in new})


def _guessed(draft: Draft, file: DraftFile) -> Role | None:
    try:
        found = compute.preview(drafts.path(draft, file), file.own, "interactions", Reading())
    except InputError:
        return None  # the reading says what is wrong with it
    return _of_layout(draft, found.preset, file) or role_of(found.header)


def _of_layout(draft: Draft, preset: str, file: DraftFile) -> Role | None:
    """What a file holds in a well-known layout, by its name; None where there is none, or a file of it is not here."""
    if not preset:
        return None
    try:
        files = preset_request(preset, drafts.layout(draft)).files()
    except InputError:
        return None
    return next((role for role, paths in files.items() if file.own in {path.name for path in paths}), None)
