"""How the files of one role are read: what was found, changeable; doubts, said plainly; the first rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from dashboard import compute, drafts
from dashboard.components import draft_mapping, draft_rows, findings, notices
from dashboard.components.draft_fields import Fields
from dashboard.drafts import DraftFile
from engine.data.importing.preview import Preview, guesses_of
from engine.data.importing.recipe import DELIMITERS, ENCODINGS, NULL_WORDS, Reading, Role
from engine.errors import InputError
from engine.words import _, mark
from engine.words.imports import doubt

MOST_JUDGED = 12
"""Files of a role that a page looks into: up to a megabyte of each, as many months as a year has."""
DELIMITER_NAMES = {
    ",": mark("comma"),
    ";": mark("semicolon"),
    "\t": mark("TAB"),
    "|": mark("vertical bar"),
    "::": mark("two colons"),
}
DECIMALS = {".": mark("point: 4.5"), ",": mark("comma: 4,5")}
TIMES = {
    "auto": mark("each file by its own cells, where they leave no doubt"),
    "ymd": mark("year, month, day"),
    "dmy": mark("day, month, year"),
    "mdy": mark("month, day, year"),
    "seconds": mark("seconds since 1970"),
    "milliseconds": mark("milliseconds since 1970"),
    "microseconds": mark("microseconds since 1970"),
}
HEADERS = {"yes": mark("names the columns"), "no": mark("is data already")}
QUOTES = {"yes": mark("enclose a cell"), "no": mark("are letters like others")}
USUAL = {"decimal": ".", "times": "auto"}
"""What a preview may suggest something else for."""
SETTLED_BY = {"date_order": "times", "times": "times", "decimal_comma": "decimal", "thousands": "decimal"} | {
    "no_header": "header",
    "encoding": "encoding",
}
"""Doubts, and the field that settles each."""
SAID = ("encoding", "delimiter", "header", "quotes", "decimal", "times", "sheet")


@dataclass(frozen=True, slots=True)
class Understood:
    """The files of one role as they will be read; `problem` is a message where they can't be.

    `chosen`: what differs from the usual and has to be said to the import. `header`, `columns`: the names in the
    first file, and which of them bears each canonical name.
    """

    files: tuple[DraftFile, ...]
    chosen: Reading = Reading()
    header: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def show(fields: Fields, role: Role, files: tuple[DraftFile, ...]) -> Understood:
    """Doubts, fields of the reading, the first rows and the columns of the files of a role."""
    asked = _asked(fields, role)
    try:
        found = _insisted(fields, role, compute.preview(drafts.path(fields.draft, files[0]), files[0].own, role, asked))
    except InputError as error:
        notices.failed(str(error))
        with st.expander(_("Columns, and how it is read"), expanded=True, key=f"r_{role}"):
            _choose(fields, role, files[0], asked)
        return Understood(files, asked, problem=str(error))
    others = _others(fields, role, files, replace(found.reading, times=asked.times))
    settled = [code for code, name in SETTLED_BY.items() if _said(fields, role, name)]
    for file, one in {files[0]: found, **others}.items():
        _doubts(file, one, len(files) > 1, settled)
    said = any(fields.value(f"{role}.{name}", "") for name in SAID)
    lacking = draft_mapping.missing(role, found.guesses)
    told = st.empty()
    with st.expander(
        _("Columns, and how it is read"), expanded=bool(_doubtful(found) or said or lacking), key=f"r_{role}"
    ):
        columns = draft_mapping.choose(fields, role, found.header, found.guesses)
        shown = _which(fields, role, [files[0], *others])
        of = _insisted(fields, role, others.get(shown, found))
        draft_rows.show(role, of, columns, fields.value("nulls", NULL_WORDS))
        _choose(fields, role, files[0], found.reading)
    told.caption(draft_mapping.told(role, columns, found.header))
    return Understood(files, _settled(fields, role, asked, found.reading), found.header, tuple(columns.items()))


def _others(fields: Fields, role: Role, files: Sequence[DraftFile], first: Reading) -> dict[DraftFile, Preview]:
    """The further files of a role, read like the first, dates by their own; one that can't be is said by its name."""
    found = {}
    for file in files[1:MOST_JUDGED]:
        try:
            found[file] = compute.preview(drafts.path(fields.draft, file), file.own, role, first)
        except InputError as error:
            notices.failed(str(error))
    return found


def _insisted(fields: Fields, role: Role, found: Preview) -> Preview:
    """Where the usual was stated a preview suggests other readings; what somebody has chosen holds all the same."""
    told = {name: usual for name, usual in USUAL.items() if fields.value(f"{role}.{name}", "") == usual}
    reading = replace(found.reading, **cast(Any, told))
    if fields.value(f"{role}.header", "") != "yes" or found.reading.header or not found.rows:
        return replace(found, reading=reading)
    header = found.rows[0]
    reading = replace(reading, header=True)
    return replace(found, reading=reading, header=header, rows=found.rows[1:], guesses=guesses_of(role, header))


def _which(fields: Fields, role: Role, files: Sequence[DraftFile]) -> DraftFile:
    """The file whose first rows are shown."""
    if len(files) == 1:
        return files[0]
    options = {file.server: file.own for file in files}
    chosen = fields.choice(_("The first rows of"), f"{role}.shown", options, files[0].server)
    return next(file for file in files if file.server == chosen)


def _doubts(file: DraftFile, found: Preview, named: bool, settled: Sequence[str]) -> None:
    """What is in doubt and was not settled by a choice."""
    doubts = [one for one in found.doubts if one.code not in settled]
    for one in doubts:
        told = doubt(one.code, one.facts)
        findings.line("caution", f"{file.own[:80]}: {told}" if named else told)
    if any(one.code == "date_order" for one in doubts):
        text = _(
            "Say which under “Times” below. Left open, later rows decide where they can; where none can, the import"
            " is refused."
        )
        st.caption(text)


def _doubtful(found: Preview) -> bool:
    """Whether somebody should look at how it is read; that a layout was recognised is no doubt."""
    return any(one.code != "preset" for one in found.doubts)


def _asked(fields: Fields, role: Role) -> Reading:
    """The reading that somebody has asked for; what is left open is found out."""

    def value(name: str) -> Any:
        return fields.value(f"{role}.{name}", "")

    return Reading(
        encoding=value("encoding") or None,
        delimiter=value("delimiter") or None,
        header=value("header") != "no",
        quotes=value("quotes") != "no",
        decimal=value("decimal") or ".",
        times=value("times") or "auto",
        sheet=value("sheet") or "",
    )


def _settled(fields: Fields, role: Role, asked: Reading, found: Reading) -> Reading:
    """What is said to the import: a choice where there is one, else what was found about header, numbers and dates.

    The order of day and month in one file says nothing of the others: the import finds it for each, or refuses.
    """
    open_ = {name: getattr(found, name) for name in ("header", "decimal", "times") if not _said(fields, role, name)}
    if open_.get("times") in ("dmy", "mdy"):
        del open_["times"]
    return replace(asked, **cast(Any, open_))


def _said(fields: Fields, role: Role, name: str) -> bool:
    return bool(fields.value(f"{role}.{name}", ""))


def _choose(fields: Fields, role: Role, file: DraftFile, found: Reading) -> None:
    """The fields; each begins with what was found."""
    names = {key: _(text) for key, text in DELIMITER_NAMES.items()}
    encodings: dict[str, str] = {one: one.upper() for one in ENCODINGS}
    yes = {True: "yes", False: "no"}
    left, middle, right = st.columns(3)
    with left:
        if file.server.endswith(".xlsx"):
            sheets = compute.sheets(drafts.path(fields.draft, file), file.own)
            _one(fields, _("Sheet"), f"{role}.sheet", {one: one for one in sheets}, next(iter(sheets), None))
        else:
            _one(fields, _("Delimiter"), f"{role}.delimiter", {one: names[one] for one in DELIMITERS}, found.delimiter)
        _one(fields, _("First line"), f"{role}.header", _all(HEADERS), yes[found.header])
    with middle:
        if not file.server.endswith((".xlsx", ".parquet")):
            _one(fields, _("Encoding"), f"{role}.encoding", encodings, found.encoding)
            _one(fields, _("Quotation marks"), f"{role}.quotes", _all(QUOTES), yes[found.quotes])
    with right:
        _one(fields, _("Decimal mark"), f"{role}.decimal", _all(DECIMALS), found.decimal)
        _one(fields, _("Times"), f"{role}.times", _all(TIMES), found.times)


def _one(fields: Fields, label: str, name: str, options: dict[str, str], found: str | None) -> None:
    told = _("as found: {value}").format(value=options[found]) if found in options else _("found by itself")
    fields.choice(label, name, {"": told, **options}, "")


def _all(words: dict[str, str]) -> dict[str, str]:
    return {key: _(text) for key, text in words.items()}
