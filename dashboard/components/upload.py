"""Bring three files: map their columns, import them as a job, let go of the bytes."""

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import jobs, session
from dashboard.components import header, made, mapping, notices, recipe, uploads
from dashboard.components.text import plain
from engine.jobs import Job, Status
from engine.words import _, mark

ROLES = {
    "interactions": (mark("Interactions (needed)"), mark("One row an interaction: user, item, and a rating or click.")),
    "users": (mark("Users"), mark("One row a user: the id, then attributes such as gender or age.")),
    "items": (mark("Items"), mark("One row an item: the id, then attributes such as provider or genres.")),
}


def form() -> None:
    """Uploaders, choosers for the columns, and the button."""
    files = _uploaders()
    if "interactions" not in files:
        limit = st.get_option("server.maxUploadSize")
        st.caption(_("CSV (comma, semicolon, TAB or |; UTF-8) or Parquet, each up to {limit} MB.").format(limit=limit))
        return
    names = {role: header.read(file.getvalue()) for role, file in files.items()}
    maps = {role: _mapping(role, found) for role, found in names.items()}
    options, wrong = recipe.choose()
    lacking = mapping.missing({role: found for role, found in maps.items() if len(names[role]) > 1})
    if lacking:
        st.caption(_("▲ Choose a column first for: {names}").format(names=", ".join(lacking)))
    if st.button(_("Import"), type="primary", key="import", disabled=bool(lacking)):
        if wrong:
            notices.failed(wrong)
        else:
            _import(files, [*mapping.arguments(maps), *options])


def _uploaders() -> dict[str, Any]:
    places = st.columns(3)
    found = {}
    for place, (role, (label, hint)) in zip(places, ROLES.items(), strict=True):
        file = place.file_uploader(_(label), type=["csv", "tsv", "txt", "parquet"], key=session.uploader(role))
        place.caption(_(hint))
        if file is not None:
            found[role] = file
    return found


def _mapping(role: str, names: list[str]) -> dict[str, str]:
    st.markdown(f"**{_(ROLES[role][0])}** · " + _("columns: {names}").format(names=plain(", ".join(names), 300) or "?"))
    return mapping.choose(role, names)


def _import(files: dict[str, Any], options: list[str]) -> None:
    """Start the import; the uploads stay on the page until it is done, so that a fault can be put right."""
    folder = jobs.draft()
    kept = [
        part for role, file in files.items() for part in (f"--{role}", str(uploads.keep(file, folder / "files", role)))
    ]
    job = jobs.start("import", "data", "import", *kept, *options, about=files["interactions"].name, folder=folder)
    st.switch_page("views/data.py", query_params={session.JOB: job.id})


def imported(job: Job, status: Status) -> None:
    """An import or a sample is done: its dataset is chosen, and the uploaded bytes are let go."""
    dataset = made.named(status, "dataset")
    if not dataset:
        made.say_lost()
        return
    session.next_round()
    session.notice(_said(job, status))
    session.forget(session.DATASET, [])
    st.switch_page("views/data.py", query_params={session.DATASET: dataset})


def _said(job: Job, status: Status) -> str:
    """What has happened: equal bytes, mapping and settings are the dataset that was there before, under its name."""
    if _made_before(made.named(status, "created"), job):
        text = _("The same files were imported before, with the same settings, as “{name}”: here it is.")
        return text.format(name=plain(made.named(status, "name")))
    if job.kind == "sample":
        return _("The sample is here. Below: its ledger and group sizes; then train and audit.")
    return _("Imported. Below: what became of each record, then the group sizes.")


def _made_before(created: str, job: Job) -> bool:
    """Whether a dataset is older than the job; a time that can't be read says nothing."""
    try:
        return datetime.fromisoformat(created).timestamp() < int(job.created)
    except ValueError:
        return False
