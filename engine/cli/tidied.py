"""What an import did to values, for people: a line each, most of it rare."""

from collections.abc import Mapping
from shlex import quote

from engine.data.importing import Tidied
from engine.words import _, cleaning, plural
from engine.workspace import DatasetRecord
from engine.workspace.records import from_json

MOST = 10
"""Spellings that are listed; the answer as JSON has more of them."""


def tidied_of(record: DatasetRecord) -> Tidied:
    """What the record says; nothing where an older version has written it."""
    found = record.manifest.get("tidied")
    return from_json(Tidied, found, "dataset.json") if found else Tidied()


def lines(told: Tidied) -> list[str]:
    """What was passed over or judged, choices in force, words for no value, dates, spellings, conflicts of files."""
    found = [
        f"! {cleaning.unused(name, column)} --map {quote(f'{name}={column}')}" for name, column in told.unused.items()
    ]
    found += [f"! {cleaning.other_sheets(file, names)}" for file, names in told.sheets.items()]
    found += [f"! {cleaning.judged(file, encoding)}" for file, encoding in told.encodings.items()]
    found += [f"● {cleaning.choice(code, n)}" for code, n in told.choices.items()]
    found += [f"● {cleaning.left_out(told.left_out)}"] if told.left_out else []
    found += _counted(_("cells taken as “no value”"), told.nulls)
    found += _counted(_("cells taken as “nobody knows”"), told.unknown)
    for file, order in told.times.items():
        found.append(_("{file}: dates are read as {order}").format(file=file, order=_(cleaning.ORDERS[order])))
    found += [f"{one.attribute}: {one.was!r} → {one.shown!r} ({one.n:,})" for one in told.spellings[:MOST]]
    more = len(told.spellings[MOST:]) + told.spellings_left_out
    if more:
        found.append(plural("{n} more spelling was changed", "{n} more spellings were changed", more))
    return found + [f"{attribute}: {cleaning.conflict(n)}" for attribute, n in told.conflicts.items()]


def _counted(title: str, counts: Mapping[str, int]) -> list[str]:
    told = [f"{word or _('empty')} {n:,}" for word, n in counts.items()]
    return [f"{title}: {', '.join(told)}"] if told else []
