"""A draft from top to bottom: its files, how they are read, what is done to them, the check, the import."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import drafts, jobs, session
from dashboard.components import (
    bring,
    chooser,
    draft_check,
    draft_choices,
    draft_features,
    draft_files,
    draft_mapping,
    draft_preset,
    draft_reading,
    draft_request,
    notices,
)
from dashboard.components.draft_fields import Fields
from dashboard.components.draft_reading import Understood
from dashboard.components.text import plain
from dashboard.drafts import Draft, DraftFile
from engine.data.importing.recipe import Recipe, Role
from engine.data.importing.request import ImportRequest
from engine.errors import InputError
from engine.jobs import Job
from engine.words import _, mark

Known = tuple[str, ImportRequest]
"""A layout, and what it makes of the files."""
TITLES: dict[Role, str] = {
    "interactions": mark("Interactions"),
    "users": mark("Users"),
    "items": mark("Items"),
    "recommendations": mark("Your lists"),
}


def asked() -> Draft | None:
    """The draft that the address names; one that is not there is said once."""
    wanted = chooser.asked(session.DRAFT)
    if not wanted:
        return None
    try:
        draft = drafts.find(wanted)
    except InputError as error:
        chooser.drop(session.DRAFT)
        notices.failed(str(error))
        return None
    session.show(session.DRAFT, draft.id)
    return draft


def show(draft: Draft) -> None:
    """The whole form."""
    fields = Fields(draft)
    _head(draft)
    st.header(_("Files"))
    files = draft_files.show(fields)
    bring.more(fields.draft)
    known = draft_preset.choose(fields)
    understood = {} if known else {role: _section(fields, role, found) for role, found in files.items()}
    st.header(_("What it is"))
    meaning = draft_choices.meaning(fields)
    recipe, unmade = _recipe(fields, *_attributes(understood, known))
    fields.keep()
    st.header(_("Check and import"))
    wrong = meaning.problem or unmade or ("" if known else _wanting(understood))
    if wrong:
        st.caption(f"▲ {plain(wrong, 400)}")
    begin = draft_request.layout(fields.draft, known[0]) if known else draft_request.files(fields.draft, understood)
    _go(fields.draft, [] if wrong else [*begin, *draft_request.choices(fields.draft, meaning, recipe)])


def _head(draft: Draft) -> None:
    left, back, away = st.columns((4, 1, 1), vertical_alignment="center")
    left.caption(_("Nothing is imported yet. Files and choices are kept: this page can be closed and opened again."))
    if back.button(_("Later"), key="leave_draft", width="stretch", help=_("Back to the datasets; the draft stays.")):
        chooser.drop(session.DRAFT)
        st.rerun()
    if away.button(_("Throw away"), key="throw_draft", width="stretch"):
        drafts.throw_away(draft.id)
        chooser.drop(session.DRAFT)
        session.notice(_("The draft is gone, with its files."))
        st.rerun()


def _section(fields: Fields, role: Role, files: tuple[DraftFile, ...]) -> Understood:
    st.header(_(TITLES[role]))
    names = plain(", ".join(file.own for file in files), 200)
    st.caption(_("{names}: one table, in this order.").format(names=names) if len(files) > 1 else names)
    return draft_reading.show(fields, role, files)


def _recipe(fields: Fields, users: Sequence[str], items: Sequence[str]) -> tuple[Recipe, str]:
    """All other choices, folded: what is usual fits most files. And what is wrong with them; empty: nothing."""
    with st.expander(_("Repeats, cores and other cleaning"), key="cleaning"):
        cleaning = draft_choices.cleaning(fields)
    with st.expander(_("Missing values, spellings, rejects"), key="values"):
        recipe = draft_choices.values(fields)
    with st.expander(_("Derived attributes, and what models read"), key="features"):
        features, wrong = draft_features.choose(fields, [*users, *items])
    with st.expander(_("Privacy"), key="privacy"):
        privacy = draft_choices.privacy(fields, users)
    return replace(recipe, cleaning=cleaning, features=features, privacy=privacy), wrong


def _attributes(understood: Mapping[Role, Understood], known: Known | None) -> tuple[Sequence[str], Sequence[str]]:
    """The attributes of users and of items: the columns that are no ids."""
    if known:
        return draft_preset.attributes(known[1]), ()
    return _columns(understood.get("users")), _columns(understood.get("items"))


def _columns(one: Understood | None) -> Sequence[str]:
    ids = {column for name, column in one.columns if name in ("user_id", "item_id")} if one else set()
    return [name for name in one.header if name not in ids] if one else []


def _wanting(understood: Mapping[Role, Understood]) -> str:
    """What has to be put right before anything can be checked; empty where nothing has."""
    if "interactions" not in understood:
        return _("A dataset needs interactions: bring that file, or say above which of these holds them.")
    if any(one.problem for one in understood.values()):
        return _("A file can't be read: see above.")
    lacking = [f"{_(TITLES[role])}: {name}" for role, one in understood.items() for name in _missing(role, one)]
    if lacking:
        return _("Choose a column first for: {names}").format(names=", ".join(lacking))
    return ""


def _missing(role: Role, one: Understood) -> list[str]:
    return draft_mapping.missing(role, dict(one.columns))


def _go(draft: Draft, arguments: list[str]) -> None:
    """The two buttons; below them what the check of exactly these choices has found."""
    left, right, _space = st.columns((1, 1, 3))
    check = _button(left, _("Check"), "check", draft, bool(arguments))
    start = _button(right, _("Import"), "import", draft, bool(arguments))
    st.caption(_("The check reads everything and writes nothing. Change a choice, check again: nothing is left of it."))
    about = ", ".join(file.own for file in draft.files)
    checking = ["data", "check", *arguments, "--rejects", str(drafts.rejects(draft, arguments))]
    if start:
        job = jobs.again("import", "data", "import", *arguments, about=about)
        chooser.go(session.DRAFT, draft.id)
        _follow(job)
    if check:
        draft = drafts.choose(draft, {"checked": True})
        jobs.again("check", *checking, about=about)
    if arguments:
        draft_check.show(draft, jobs.latest("check", *checking), drafts.rejects(draft, arguments))


def _button(place: DeltaGenerator, label: str, name: Literal["check", "import"], draft: Draft, ready: bool) -> bool:
    """Whether it was pressed, also where a change of another field has begun the drawing anew since.

    A button that was disabled when it was drawn last has no callback: then only its value tells.
    """
    key = session.drafted(draft.id, f"pressed.{name}")
    kind: Literal["primary", "secondary"] = "primary" if name == "import" else "secondary"
    now = place.button(
        label, key=name, type=kind, width="stretch", disabled=not ready, on_click=session.press, args=(key,)
    )
    return (session.pressed(key) or now) and ready


def _follow(job: Job) -> None:
    chooser.go(session.JOB, job.id)
    st.rerun()
