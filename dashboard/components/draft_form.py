"""A draft from top to bottom: its files, how they are read, what is done to them, the check, the import."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import drafts, jobs, session
from dashboard.components import (
    bring,
    chooser,
    draft_check,
    draft_choices,
    draft_features,
    draft_files,
    draft_mapping,
    draft_reading,
    draft_request,
    notices,
)
from dashboard.components.draft_choices import Meaning
from dashboard.components.draft_fields import Fields
from dashboard.components.draft_reading import Understood
from dashboard.components.text import plain
from dashboard.drafts import Draft, DraftFile
from engine.data.importing.recipe import Recipe, Role
from engine.errors import InputError
from engine.jobs import Job
from engine.words import _, mark

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
    understood = {role: _section(fields, role, found) for role, found in files.items()}
    st.header(_("What it is"))
    meaning = draft_choices.meaning(fields)
    recipe, unmade = _recipe(fields, understood)
    fields.keep()
    st.header(_("Check and import"))
    wrong = _wanting(understood, meaning) or unmade
    if wrong:
        st.caption(f"▲ {plain(wrong, 400)}")
    _go(fields.draft, [] if wrong else draft_request.arguments(fields.draft, understood, meaning, recipe))


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
    st.caption(_("{names}: shown is the first of them.").format(names=names) if len(files) > 1 else names)
    return draft_reading.show(fields, role, files)


def _recipe(fields: Fields, understood: Mapping[Role, Understood]) -> tuple[Recipe, str]:
    """All other choices, folded: what is usual fits most files. And what is wrong with them; empty: nothing."""
    users = _attributes(understood.get("users"))
    with st.expander(_("Repeats, cores and other cleaning"), key="cleaning"):
        cleaning = draft_choices.cleaning(fields)
    with st.expander(_("Missing values, spellings, rejects"), key="values"):
        recipe = draft_choices.values(fields)
    with st.expander(_("Derived attributes, and what models read"), key="features"):
        features, wrong = draft_features.choose(fields, (*users, *_attributes(understood.get("items"))))
    with st.expander(_("Privacy"), key="privacy"):
        privacy = draft_choices.privacy(fields, users)
    return replace(recipe, cleaning=cleaning, features=features, privacy=privacy), wrong


def _attributes(one: Understood | None) -> tuple[str, ...]:
    """The columns of a file that are no ids."""
    ids = {column for name, column in one.columns if name in ("user_id", "item_id")} if one else set()
    return tuple(name for name in one.header if name not in ids) if one else ()


def _wanting(understood: Mapping[Role, Understood], meaning: Meaning) -> str:
    """What has to be put right before anything can be checked; empty where nothing has."""
    if "interactions" not in understood:
        return _("A dataset needs interactions: bring that file, or say above which of these holds them.")
    if any(one.problem for one in understood.values()):
        return _("A file can't be read: see above.")
    lacking = [f"{_(TITLES[role])}: {name}" for role, one in understood.items() for name in _missing(role, one)]
    if lacking:
        return _("Choose a column first for: {names}").format(names=", ".join(lacking))
    return meaning.problem


def _missing(role: Role, one: Understood) -> list[str]:
    return draft_mapping.missing(role, dict(one.columns))


def _go(draft: Draft, arguments: list[str]) -> None:
    """The two buttons; below them what the check of exactly these choices has found."""
    left, right, _space = st.columns((1, 1, 3))
    check = left.button(_("Check"), key="check", width="stretch", disabled=not arguments)
    start = right.button(_("Import"), type="primary", key="import", width="stretch", disabled=not arguments)
    st.caption(_("The check reads everything and writes nothing. Change a choice, check again: nothing is left of it."))
    about = ", ".join(file.own for file in draft.files)
    if start:
        job = jobs.again("import", "data", "import", *arguments, about=about)
        chooser.go(session.DRAFT, draft.id)
        _follow(job)
    if check:
        draft = drafts.choose(draft, {"checked": True})
        jobs.again("check", "data", "check", *arguments, about=about)
    if arguments:
        draft_check.show(draft, jobs.latest("check", "data", "check", *arguments))


def _follow(job: Job) -> None:
    chooser.go(session.JOB, job.id)
    st.rerun()
