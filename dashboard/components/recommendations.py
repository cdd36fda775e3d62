"""Audit the lists that somebody's own system showed: the file, its columns, how they are judged."""

from typing import Any

import streamlit as st

from dashboard import jobs, session
from dashboard.components import chooser, header, list_cutoff, list_rows, made, mapping, uploads
from dashboard.components.text import plain
from engine.errors import InputError
from engine.jobs import Job, Status
from engine.words import _
from engine.workspace import DatasetRecord

USUAL = 10
"""The list length at which the audit judges unless another is asked for."""
MOST = 1000


def form(record: DatasetRecord) -> None:
    """A file of lists, its columns, the day on which they were made, and the list length."""
    file = st.file_uploader(_("Your lists"), type=["csv", "tsv", "txt", "parquet"], key=session.uploader("lists"))
    st.caption(
        _(
            "One row a recommended item: the user, the item, and its rank (1 is the top) or its score (more is better)."
            " CSV (comma, semicolon, TAB or |; UTF-8) or Parquet. Users and items are named as in the log."
        )
    )
    maps: dict[str, str] = {}
    missing, length = "", None
    if file is not None:
        maps, missing, length = _columns(file)
    cutoff, answered = list_cutoff.choose(record)
    wanting = missing or _wanting(file, answered)
    pressed = st.button(_("Audit these lists"), type="primary", key="audit_lists", disabled=bool(wanting) or _busy())
    if wanting:
        st.caption(wanting)
    if pressed and file is not None:
        _start(record, file, [*mapping.arguments({"lists": maps}), *_options(cutoff, length)])


def audited(_job: Job, status: Status) -> None:
    """The lists are audited: open the audit."""
    run_id = made.named(status, "run_id")
    if not run_id:
        made.say_lost()
        return
    session.next_round()
    st.switch_page("views/audit.py", query_params={session.RUN: run_id})


def _columns(file: Any) -> tuple[dict[str, str], str, int | None]:
    """The mapped columns, what is still missing (empty: nothing), and the list length that was asked for."""
    data = file.getvalue()
    names = header.read(data)
    st.markdown(f"**{_('Columns')}** · {plain(', '.join(names), 300) or _('no header that can be read here')}")
    maps, rows = mapping.choose("lists", names), header.rows(data)
    list_rows.show(rows, maps)
    if maps.get("rank") and maps.get("score"):
        st.caption(_("There are both: the rank alone orders the lists."))
    length = _length(list_rows.longest(rows, maps), len(rows))
    return maps, _missing(maps) if names else "", length


def _missing(maps: dict[str, str]) -> str:
    """Which column has to be chosen; a file without a header that can be read gets its error from the import."""
    if not {"user_id", "item_id"} <= maps.keys():
        return _("Choose the columns of the user and of the item.")
    if not {"rank", "score"} & maps.keys():
        return _("Choose the column of the rank or of the score: without one, nothing orders a list.")
    return ""


def _length(found: int | None, n_rows: int) -> int | None:
    """The number of items of each list that is judged; None for the usual one."""
    chosen = st.number_input(
        _("Items of each list to judge"), 1, MOST, None, key=session.LENGTH, placeholder=str(USUAL), width=260
    )
    told = _("Empty: {usual}, or the longest list where that is shorter.").format(usual=USUAL)
    if found is not None:
        text = _("In the first {rows:,} rows the longest list has {n:,}.")
        told = f"{text.format(rows=n_rows, n=found)} {told}"
    st.caption(told)
    return None if chosen is None else int(chosen)


def _wanting(file: Any, answered: bool) -> str:
    """What is still to be done before lists can be audited; empty where nothing is."""
    if file is None:
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


def _start(record: DatasetRecord, file: Any, options: list[str]) -> None:
    """Start the audit; the upload stays on the page until it is done, so that a fault can be put right."""
    folder = jobs.draft()
    target = uploads.keep(file, folder / "files", "recommendations")
    asked = ["--recommendations", str(target), *options]
    job = jobs.start("audit", "audit", record.id, *asked, dataset=record.id, about=file.name, folder=folder)
    st.switch_page("views/lists.py", query_params={session.DATASET: record.id, session.JOB: job.id})
