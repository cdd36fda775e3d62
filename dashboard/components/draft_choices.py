"""What becomes of doubtful records, and what is kept apart: each a choice that is recorded with the dataset."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.components.draft_fields import Fields
from engine.data.importing.recipe import NULL_WORDS, Cleaning, Privacy, Recipe
from engine.words import _, mark

REPEATS = {
    "last": mark("the last one stays"),
    "first": mark("the first one stays"),
    "sum": mark("one stays, with the sum of their feedback"),
    "max": mark("one stays, with the largest feedback"),
}
COPIES = {
    "refuse": mark("a few are dropped; more than a tenth stop the import"),
    "drop": mark("all are dropped and counted"),
}
OUTSIDE = {"reject": mark("the record is rejected"), "clip": mark("it is set to the end of the range")}
MOST_CORE = 1000


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the dataset is called and what its feedback means; `problem` says what is wrong with that."""

    name: str = ""
    low: float | None = None
    high: float | None = None
    positive: float | None = None

    @property
    def problem(self) -> str:
        """What is wrong; empty where nothing is."""
        half = (self.low is None) != (self.high is None)
        return _("Give both the lowest and the highest feedback, or neither.") if half else ""


def meaning(fields: Fields) -> Meaning:
    """Fields in one row: all of them may stay empty; without a name the first log's file gives it."""
    wide, first, second, third = st.columns((2, 1, 1, 1), vertical_alignment="bottom")
    with wide:
        logs = [file.own for file in fields.draft.files if file.role == "interactions"]
        name = fields.text(_("Name of the dataset"), "name", 80, empty=Path(logs[0]).stem if logs else "")
    tip = _("Ratings outside these two are faults of the log and are rejected. Left empty, every number is taken.")
    with first:
        low = fields.number(_("Lowest feedback"), "lowest", _("any"), tip)
    with second:
        high = fields.number(_("Highest feedback"), "highest", _("any"), tip)
    with third:
        tip = _("For ratings, for example 4 of 5. Left empty, every interaction counts; of clicks those that are 1.")
        positive = fields.number(_("A positive from"), "relevance", _("all"), tip)
    return Meaning(name, low, high, positive)


def cleaning(fields: Fields) -> Cleaning:
    """What becomes of records that are good but doubtful."""
    usual = Cleaning()
    left, right = st.columns(2, gap="large")
    with left:
        repeats = fields.choice(_("A user and an item more than once"), "repeats", _all(REPEATS), usual.repeats)
        copies = fields.choice(_("Records that repeat another in every column"), "copies", _all(COPIES), usual.copies)
        outside = fields.choice(_("Feedback outside the stated range"), "outside", _all(OUTSIDE), usual.outside)
    with right:
        tip = _("Who has fewer is left out, again and again until nobody has. 0 keeps all.")
        user_core = fields.count(_("Fewest interactions of a user"), "user_core", usual.user_core, MOST_CORE, tip)
        item_core = fields.count(_("Fewest interactions of an item"), "item_core", usual.item_core, MOST_CORE, tip)
    words = _("Words in attributes that mean “nobody knows”, with commas")
    unknown = fields.words(words, "unknown", usual.unknown, _("For example: unknown, other, 9."))
    return Cleaning(repeats, copies, outside, unknown, user_core, item_core)  # type: ignore[arg-type]


def values(fields: Fields) -> Recipe:
    """Words for no value, spellings, and how many rejects are accepted; the rest of the recipe is as usual."""
    usual = Recipe()
    nulls = fields.several(
        _("Cells that say that there is no value"),
        "nulls",
        NULL_WORDS,
        usual.nulls,
        _("The check counts each of them. A word that is a value in your data is taken out here."),
        lambda word: word or _("(empty)"),
    )
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        tip = _("“F ”, “f” and “Ｆ” become one group. The check shows each spelling that changes.")
        apart = fields.switch(_("Keep spellings apart that differ in width, case or spaces"), "spellings", tip)
    with right:
        tip = _("More than that stops the import: then something is wrong with the file or with how it is read.")
        rejects = fields.share(_("Rejected records that are accepted, in %"), "rejects", usual.rejects, tip)
    return Recipe(nulls=nulls, normalise=not apart, rejects=rejects)


def privacy(fields: Fields, attributes: Sequence[str]) -> Privacy:
    """Pseudonyms, and attributes that no model sees; `attributes`: the columns of the users' files."""
    tip = _("Ids of users and items are replaced by codes that only this workspace's key can make again.")
    pseudonymise = fields.switch(_("Replace ids by pseudonyms"), "pseudonymise", tip)
    if not attributes:
        return Privacy(pseudonymise)
    tip = _("They group users in audits. No model, propensity or explanation sees them.")
    sensitive = fields.several(_("Sensitive attributes of users"), "sensitive", attributes, (), tip)
    return Privacy(pseudonymise, sensitive)


def _all(words: dict[str, str]) -> dict[str, str]:
    return {key: _(text) for key, text in words.items()}
