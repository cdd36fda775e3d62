"""Files of a well-known layout: their columns are known, so nothing has to be said about them."""

from collections.abc import Sequence

import streamlit as st

from dashboard import compute, drafts
from dashboard.components.draft_fields import Fields
from dashboard.components.text import plain
from dashboard.drafts import DraftFile
from engine.data.importing.presets import PRESETS, preset_request
from engine.data.importing.recipe import Reading
from engine.data.importing.request import ImportRequest
from engine.errors import InputError
from engine.words import _


def choose(fields: Fields) -> tuple[str, ImportRequest] | None:
    """The layout that the files are read by, and what it makes of them; None where they are read as chosen by hand."""
    found = recognised(fields)
    fitting = {key: request for key in found if (request := _request(fields, key)) is not None}
    if not fitting:
        return None
    options = {key: PRESETS[key].title for key in fitting} | {"": _("Another layout: I say how it is read")}
    key = fields.choice(_("Layout"), "preset", options, next(iter(fitting)))
    if not key:
        return None
    used = [path.name for paths in fitting[key].files().values() for path in paths]
    left_out = [file.own for file in fields.draft.files if file.own not in used]
    told = _("Read as {title}: its columns, delimiters and ids are known. Files: {names}.")
    st.caption(told.format(title=PRESETS[key].title, names=plain(", ".join(used), 300)))
    if left_out:
        st.caption(_("Not used by this layout: {names}.").format(names=plain(", ".join(left_out), 300)))
    return key, fitting[key]


def recognised(fields: Fields) -> list[str]:
    """The layouts that files of the draft have by their names and columns, each once."""
    return list(dict.fromkeys(key for file in fields.draft.files if (key := _key(fields, file))))


def attributes(request: ImportRequest) -> Sequence[str]:
    """The users' columns, where the layout names them."""
    return [name for name in request.recipe.users.names if name != "user_id"]


def _key(fields: Fields, file: DraftFile) -> str:
    try:
        path = drafts.path(fields.draft, file)
        return compute.preview(path, file.own, file.role or "interactions", Reading()).preset
    except InputError:
        return ""


def _request(fields: Fields, key: str) -> ImportRequest | None:
    try:
        return preset_request(key, drafts.layout(fields.draft))
    except InputError:
        return None  # a file that the layout needs is not here
