"""Audit the lists that somebody's own system showed: the file, its columns, how they are judged."""

import streamlit as st

from dashboard import compute, drafts, jobs, session
from dashboard.components import (
    bring,
    chooser,
    draft_files,
    draft_form,
    draft_mapping,
    draft_rows,
    findings,
    list_cutoff,
    made,
    notices,
)
from dashboard.components.draft_fields import Fields
from dashboard.drafts import Draft
from engine.data.importing.recipe import Reading
from engine.errors import InputError
from engine.jobs import Job, Status
from engine.words import _
from engine.words.imports import doubt
from engine.workspace import DatasetRecord

USUAL = 10
"""The list length at which the audit judges unless another is asked for."""
MOST = 1000


def form(record: DatasetRecord) -> None:
    """A file of lists, its columns, the day on which they were made, and the list length."""
    draft = draft_form.asked()
    if draft is None or not draft.files:
        bring.lists()
    told = _(
        "One row a recommended item: the user, the item, and its rank (1 is the top) or its score (more is better)."
        " CSV, Parquet or Excel (.xlsx). Users and items are named as in the log."
    )
    st.caption(told)
    maps: dict[str, str] = {}
    missing, length = "", None
    fields = Fields(draft) if draft is not None and draft.files else None
    if fields is not None:
        maps, missing = _columns(fields)
        length = _length()
        fields.keep()
    cutoff, answered = list_cutoff.choose(record)
    wanting = missing or _wanting(fields, answered)
    pressed = st.button(_("Audit these lists"), type="primary", key="audit_lists", disabled=bool(wanting) or _busy())
    if wanting:
        st.caption(wanting)
    if pressed and fields is not None:
        _start(record, fields.draft, [*draft_mapping.arguments({"recommendations": maps}), *_options(cutoff, length)])


def audited(job: Job, status: Status) -> None:
    """The lists are audited: open the audit."""
    run_id = made.named(status, "run_id")
    if not run_id:
        made.say_lost()
        return
    drafts.throw_away(drafts.of(job))
    st.switch_page("views/audit.py", query_params={session.RUN: run_id})


def _columns(fields: Fields) -> tuple[dict[str, str], str]:
    """The mapped columns, and what is still missing (empty: nothing)."""
    draft, file = fields.draft, fields.draft.files[0]
    draft_files.line(draft, file, lambda: st.caption(_("Lists of recommendations")))
    try:
        found = compute.preview(drafts.path(draft, file), file.own, "recommendations", Reading())
    except InputError as error:
        notices.failed(str(error))
        return {}, _("This file can't be read: remove it and bring another.")
    for one in found.doubts:
        findings.line("caution", doubt(one.code, one.facts))
    maps = draft_mapping.choose(fields, "recommendations", found.header, found.guesses)
    draft_rows.show("recommendations", found, maps)
    if maps.get("rank") and maps.get("score"):
        st.caption(_("There are both: the rank alone orders the lists."))
    return maps, _missing(maps)


def _missing(maps: dict[str, str]) -> str:
    """Which column has to be chosen; a file without a header that can be read gets its error from the import."""
    if not {"user_id", "item_id"} <= maps.keys():
        return _("Choose the columns of the user and of the item.")
    if not {"rank", "score"} & maps.keys():
        return _("Choose the column of the rank or of the score: without one, nothing orders a list.")
    return ""


def _length() -> int | None:
    """The number of items of each list that is judged; None for the usual one."""
    chosen = st.number_input(
        _("Items of each list to judge"), 1, MOST, None, key=session.LENGTH, placeholder=str(USUAL), width=260
    )
    st.caption(_("Empty: {usual}, or the longest list where that is shorter.").format(usual=USUAL))
    return None if chosen is None else int(chosen)


def _wanting(fields: Fields | None, answered: bool) -> str:
    """What is still to be done before lists can be audited; empty where nothing is."""
    if fields is None:
        return _("Choose a file first.")
    return "" if answered else _("Say on which day these lists were made, or that they are judged without one.")


def _options(cutoff: str | None, length: int | None) -> list[str]:
    return [*(["--cutoff", cutoff] if cutoff else []), *(["--set", f"k={length}"] if length else [])]


def _busy() -> bool:
    """Whether the job that the address names still waits or works: its lists need not be audited twice."""
    try:
        return jobs.find(chooser.asked(session.JOB) or "")[1].live
    except InputError:
        return False


def _start(record: DatasetRecord, draft: Draft, options: list[str]) -> None:
    """Start the audit; the draft stays until it is done, so that a fault can be put right."""
    file = draft.files[0]
    asked = ["--recommendations", str(drafts.path(draft, file)), *options]
    job = jobs.again("audit", "audit", record.id, *asked, dataset=record.id, about=file.own)
    there = {session.DATASET: record.id, session.JOB: job.id, session.DRAFT: draft.id}
    st.switch_page("views/lists.py", query_params=there)
