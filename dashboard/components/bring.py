"""Bringing files: dragged in, or picked from the inbox folder; they become a draft at once."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import compute, drafts, jobs, session
from dashboard.components import chooser, notices
from dashboard.components.text import plain
from dashboard.drafts import Draft
from engine.errors import InputError
from engine.words import _, plural
from engine.words.workspace import size
from engine.workspace.inbox import waiting
from engine.workspace.space import check_room

MOST_LISTED = 200
MOST_BEGUN = 4
"""Drafts that stand on the page; older ones are one click away."""


def folded() -> DeltaGenerator:
    """The place of the form beside datasets that are there."""
    return st.expander(_("Add a dataset"), key="add_dataset")


def first() -> DeltaGenerator:
    """Its place as long as there is nothing else to do."""
    place = st.container(border=True)
    place.subheader(_("Add a dataset"))
    return place


def form() -> None:
    """The ways to bring files; whoever brings some goes on with a draft."""
    limit = st.get_option("server.maxUploadSize")
    files = st.file_uploader(
        _("Drop your files here: the interactions, and users and items where you have them"),
        accept_multiple_files=True,
        key=session.uploader("files"),
    )
    told = _("CSV in any usual encoding and delimiter, Parquet or Excel (.xlsx), each up to {limit} MB.")
    st.caption(f"{told.format(limit=limit)} {_('Each file may come in several parts, such as months.')}")
    if files:
        _take(files, None)


def lists() -> None:
    """One file of lists that somebody's own system showed."""
    file = st.file_uploader(_("Your lists"), key=session.uploader("lists"))
    if file is not None:
        draft = drafts.add(drafts.begin(), file, file.name)
        session.next_round()
        _open(drafts.give_roles(draft, {draft.files[0].server: "recommendations"}))


def more(draft: Draft) -> None:
    """Further files for a draft."""
    with st.expander(_("Add files"), key="more_files"):
        files = st.file_uploader(_("Further files"), accept_multiple_files=True, key=session.uploader("more"))
        if files:
            _take(files, draft)
        inbox(draft)


def inbox(draft: Draft | None) -> None:
    """Files that lie in a folder of the server, for those too large to be uploaded."""
    names = [one.name for one in waiting(compute.workspace())][:MOST_LISTED]
    folder = plain(drafts.inbox(), 200)
    if not names:
        st.caption(_("For larger files: whoever runs the server puts them into {folder}.").format(folder=folder))
        return
    chosen = st.multiselect(_("Files in the inbox folder"), names, key=session.uploader("inbox"))
    if st.button(_("Take these"), key="take_inbox", disabled=not chosen):
        try:
            for name in chosen:
                draft = drafts.add_from_inbox(draft or drafts.begin(), name)
        except InputError as error:
            notices.failed(str(error))
            return
        _open(draft)


def unfinished() -> None:
    """Drafts that were begun and not imported: to go on with, or to throw away."""
    found = [draft for draft in drafts.everything() if draft.files and draft.files[0].role != "recommendations"]
    if not found:
        return
    st.markdown(f"**{_('Begun and not imported')}**")
    for draft in found[:MOST_BEGUN]:
        _begun(draft)
    if older := found[MOST_BEGUN:]:
        with st.expander(plural("and {n} older draft", "and {n} older drafts", len(older)), key="older_drafts"):
            for draft in older:
                _begun(draft)
    st.caption(_("A draft is kept for a day after its last file was brought."))


def _begun(draft: Draft) -> None:
    """A draft in one line, with what can be done about it."""
    with st.container(border=True, key=f"begun_{draft.id}"):
        name, on, away = st.columns((4, 1, 1), vertical_alignment="center")
        own = plain(", ".join(file.own for file in draft.files), 100)
        n = plural("{n} file", "{n} files", len(draft.files))
        name.markdown(f"{own} &ensp; :gray[{n} · {size(sum(file.size for file in draft.files))}]")
        if on.button(_("Go on"), key=f"go_on_{draft.id}", width="stretch"):
            _open(draft)
        if away.button(_("Throw away"), key=f"throw_{draft.id}", width="stretch"):
            drafts.throw_away(draft.id)
            st.rerun()


def settle() -> None:
    """Drafts whose import is done are gone, also where nobody was looking when it ended."""
    begun = {draft.id for draft in drafts.everything()}
    if begun:
        for job, status in jobs.everything():
            if job.kind == "import" and status.state == "done" and drafts.of(job) in begun:
                drafts.throw_away(drafts.of(job))


def _take(files: Sequence[Any], draft: Draft | None) -> None:
    """Copy uploads to disk and let go of their bytes: the uploader has another key from now on."""
    try:
        check_room(compute.workspace().root, sum(file.size for file in files))
        draft = draft or drafts.begin()
        for file in files:
            draft = drafts.add(draft, file, file.name)
    except InputError as error:
        notices.failed(str(error))
        return
    session.next_round()
    _open(draft)


def _open(draft: Draft | None) -> None:
    if draft is not None:
        chooser.go(session.DRAFT, draft.id)
        st.rerun()
