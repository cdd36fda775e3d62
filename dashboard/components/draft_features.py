"""Derived attributes and what models read of users: a recipe that is stored with the dataset."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import findings
from dashboard.components.draft_fields import Fields
from engine.config import Spec, make
from engine.data.features import FEATURES
from engine.errors import InputError
from engine.words import _, attributes, mark

PARTS = {
    "last": mark("the last part, after a comma"),
    "first": mark("the first part, before a comma"),
    "start": mark("the first two characters"),
}
MOST_HOURS = 14


def choose(fields: Fields, columns: Sequence[str]) -> tuple[tuple[Spec, ...], str]:
    """The recipe, and what is wrong with it (empty: nothing); `columns`: attributes of users and items."""
    found = [*_bands(fields, columns), *_regions(fields, columns), *_inputs(fields)]
    try:
        for spec in found:
            make(FEATURES, spec, "features")
    except InputError as error:
        findings.line("caution", str(error))
        return (), str(error)
    return tuple(found), ""


def _bands(fields: Fields, columns: Sequence[str]) -> list[Spec]:
    tip = _("For example ages: audits can group by the bands.")
    chosen = fields.several(_("Numbers to put into bands"), "bins", columns, (), tip)
    found = []
    for name in chosen:
        label = _("Where the bands of {name} begin").format(name=attributes.name(name))
        edges = fields.text(label, f"edges.{name}", 200, _("Ascending, with commas between: 18,30,45,65."))
        found.append(Spec.of("bins", attribute=name, edges=edges))
    return found


def _regions(fields: Fields, columns: Sequence[str]) -> list[Spec]:
    tip = _("“Lyon, France” becomes “France”; the postal code 10115 becomes “10”.")
    chosen = fields.several(_("Places of which a part is taken"), "regions", columns, (), tip)
    options = {key: _(text) for key, text in PARTS.items()}
    found = []
    for name in chosen:
        label = _("Of {name} take").format(name=attributes.name(name))
        found.append(Spec.of("region", attribute=name, part=fields.choice(label, f"part.{name}", options, "last")))
    return found


def _inputs(fields: Fields) -> list[Spec]:
    """What models read beside all attributes; without any of it the recipe names none, which means the usual."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        tip = _("Propensities and explanations then know when somebody is active. Read in the training fold only.")
        day = fields.switch(_("Models read the time of day of each user"), "time_of_day", tip)
        recent = fields.switch(_("Models read when each user was last seen"), "recency", tip)
    with right:
        offset = fields.number(_("Hours ahead of UTC"), "offset", "0") if day else None
    found = [Spec.of("time_of_day", offset=max(-MOST_HOURS, min(MOST_HOURS, offset or 0.0)))] if day else []
    found += [Spec("recency")] if recent else []
    return [Spec("usual"), *found] if found else []
