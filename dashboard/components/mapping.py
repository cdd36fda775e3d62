"""Which column is what: one chooser for each canonical name, with a guess from the header."""

import streamlit as st

from dashboard import session
from dashboard.components import header
from engine.words import _, mark

NEEDED = {
    "interactions": ("user_id", "item_id"),
    "users": ("user_id",),
    "items": ("item_id",),
    "lists": ("user_id", "item_id"),
}
WANTED = {
    "interactions": ("feedback", "timestamp", "position", "propensity", "randomized", "weight"),
    "users": (),
    "items": ("provider",),
    "lists": ("rank", "score"),
}
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


def choose(role: str, names: list[str]) -> dict[str, str]:
    """Choosers for one file; the names that were mapped to a column. Empty where the header can't be read."""
    found: dict[str, str] = {}
    wanted = (*NEEDED[role], *WANTED[role])
    if not names:
        return found
    columns = st.columns(min(4, len(wanted)))
    for place, canonical in enumerate(wanted):
        guessed = header.guess(canonical, names)
        chosen = columns[place % len(columns)].selectbox(
            _(LABELS[canonical]),
            names,
            index=names.index(guessed) if guessed else None,
            placeholder=_("none"),
            key=session.column(role, canonical, names),
        )
        if chosen:
            found[canonical] = chosen
    return found


def missing(maps: dict[str, dict[str, str]]) -> list[str]:
    """The names that a file must have and that no column was chosen for, as the form shows them."""
    return [f"{role}: {_(LABELS[name])}" for role, found in maps.items() for name in NEEDED[role] if name not in found]


def arguments(maps: dict[str, dict[str, str]]) -> list[str]:
    """`--map` options of all files, which may name a thing differently; what is spelled canonically needs none."""
    pairs = dict.fromkeys((name, column) for chosen in maps.values() for name, column in chosen.items())
    return [part for name, column in pairs if name != column for part in ("--map", f"{name}={column}")]
