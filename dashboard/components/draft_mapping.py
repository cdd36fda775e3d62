"""Which column is what: one chooser for each canonical name, with a guess from the header."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import session
from dashboard.components.draft_fields import Fields
from dashboard.components.text import plain
from engine.words import _, mark

NEEDED = {
    "interactions": ("user_id", "item_id"),
    "users": ("user_id",),
    "items": ("item_id",),
    "recommendations": ("user_id", "item_id"),
}
WANTED = {
    "interactions": ("feedback", "timestamp", "position", "propensity", "randomized", "weight"),
    "users": (),
    "items": ("provider",),
    "recommendations": ("rank", "score"),
}
IN_A_ROW = 4
LABELS = {
    "user_id": mark("User id"),
    "item_id": mark("Item id"),
    "feedback": mark("Feedback (rating, click)"),
    "timestamp": mark("Time"),
    "position": mark("Position shown"),
    "propensity": mark("Logged propensity"),
    "randomized": mark("Shown at random?"),
    "weight": mark("Weight"),
    "provider": mark("Provider"),
    "rank": mark("Rank (1 is the top)"),
    "score": mark("Score (more is better)"),
}


def choose(fields: Fields, role: str, names: Sequence[str], guesses: Mapping[str, str]) -> dict[str, str]:
    """Choosers for the files of one role; the names that were mapped to a column. Empty where there is no header.

    `guesses`: canonical name -> the column that most likely bears it.
    """
    found: dict[str, str] = {}
    wanted = (*NEEDED[role], *WANTED[role])
    if not names:
        return found
    for begin in range(0, len(wanted), IN_A_ROW):  # rows of their own: on a telephone the needed ones come first
        for place, canonical in zip(st.columns(IN_A_ROW), wanted[begin : begin + IN_A_ROW], strict=False):
            with place:
                key = session.column(role, canonical, names)
                chosen = fields.maybe(_(LABELS[canonical]), key, list(names), guesses.get(canonical))
            if chosen:
                found[canonical] = chosen
    return found


def told(role: str, found: Mapping[str, str], names: Sequence[str]) -> str:
    """The mapping in one line, as Markdown; of users and items the attributes too."""
    parts = [f"{_(LABELS[name])}: {plain(column)}" for name, column in found.items()]
    others = [name for name in names if name not in found.values()]
    if others and role in ("users", "items"):
        parts.append(_("Attributes: {names}").format(names=plain(", ".join(others), 200)))
    return " · ".join(parts)


def missing(role: str, found: Mapping[str, str]) -> list[str]:
    """The names that a file must have and that no column was chosen for, as the form shows them."""
    return [_(LABELS[name]) for name in NEEDED[role] if name not in found]


def arguments(maps: Mapping[str, Mapping[str, str]]) -> list[str]:
    """`--map` options of all files, which may name a thing differently; what is spelled canonically needs none."""
    pairs = dict.fromkeys((name, column) for chosen in maps.values() for name, column in chosen.items())
    return [part for name, column in pairs if name != column for part in ("--map", f"{name}={column}")]
