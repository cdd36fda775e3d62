"""Weights, what could have been observed, the search for settings, and the uncorrected twin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import session
from dashboard.components import train_fields
from engine.contracts import Schema
from engine.words import _, combinations, weighing
from engine.words import attributes as names

if TYPE_CHECKING:
    from engine.pipeline.offer import Offer

NONE, AUTO = "none", "auto"
USUAL: dict[str, Any] = {
    **{"validation.kind": AUTO, "weighting.clip": None, "weighting.calibrate": NONE, "eligible.windows": NONE},
    **{"eligible.available_from": None, "eligible.available_until": None, "eligible.filters": []},
    **{"tune": False, "twin": True},
}


def choose(offer: "Offer", kinds: dict[str, str], schema: Schema, faults: list[str]) -> dict[str, Any]:
    """The settings that are not the usual ones, as the command line takes them."""
    found = {**_weights(offer, kinds["propensity"], faults), **_eligible(schema, faults)}
    trials = offer.trials[(kinds["model"], kinds["objective"])]
    if trials:
        found["tune"] = _switch("tune", weighing.cost(trials))
    if kinds["objective"] in offer.twin_of:
        twin = combinations.OBJECTIVES[offer.twin_of[kinds["objective"]]].name
        found["twin"] = _switch("twin", _("Here: “{twin}”.").format(twin=twin))
    return {name: value for name, value in found.items() if value != USUAL[name]}


def trainings(offer: "Offer", settings: dict[str, Any]) -> int:
    """How many times something is trained: the trials of a search, the run itself, and both again for its twin."""
    model, objective = settings["model.kind"], settings["objective.kind"]
    twin = offer.twin_of.get(objective) if settings.get("twin", True) else None
    kinds = [objective] if twin is None else [objective, twin]
    return sum(1 + (offer.trials[(model, kind)] if settings.get("tune") else 0) for kind in kinds)


def _weights(offer: "Offer", propensity: str, faults: list[str]) -> dict[str, Any]:
    """The propensity of validation, and what is done to weights; a cut only where training has weights."""
    found: dict[str, Any] = {}
    one, two, three = st.columns(3)
    with one:
        found["validation.kind"] = _choice("validation.kind", [AUTO, NONE, *offer.validations])
    judged = propensity if found["validation.kind"] == AUTO else found["validation.kind"]
    if {propensity, judged} != {NONE}:
        with two:
            found["weighting.calibrate"] = _choice("weighting.calibrate", list(weighing.CHOICES["weighting.calibrate"]))
    if propensity != NONE:
        with three:
            found["weighting.clip"] = _clip(faults)
    else:
        st.caption(_(weighing.NOTHING))
    return found


def _eligible(schema: Schema, faults: list[str]) -> dict[str, Any]:
    """Windows of time where the log has times, and conditions where there are attributes."""
    dates = [attribute.name for attribute in schema.item_attributes if not attribute.sensitive]
    windows = [NONE, *(["log"] if schema.time_range else []), *(["stated"] if schema.time_range and dates else [])]
    found: dict[str, Any] = {}
    left, right = st.columns((1, 2))
    with left:
        found["eligible.windows"] = _choice("eligible.windows", windows)
    with right:
        found["eligible.filters"] = _filters(schema, faults)
    if found["eligible.windows"] == "stated":
        for place, name in zip(st.columns(2), ("eligible.available_from", "eligible.available_until"), strict=True):
            with place:
                found[name] = _date(name, dates)
        if found["eligible.available_from"] is None and found["eligible.available_until"] is None:
            faults.append(_("dates of the items: name the attribute that holds them"))
    return found


def _choice(setting: str, options: Sequence[str]) -> str:
    term = weighing.SETTINGS[setting]
    session.among(setting, options, options[0])
    return str(
        st.selectbox(
            term.name,
            options,
            format_func=lambda value: _named(setting, value),
            key=session.field(setting),
            help=term.definition,
        )
    )


def _named(setting: str, value: str) -> str:
    of_choice = value in weighing.CHOICES[setting]
    return weighing.choice(setting, value) if of_choice else combinations.PROPENSITIES[value].name


def _clip(faults: list[str]) -> float | None:
    term = weighing.SETTINGS["weighting.clip"]
    key = session.field("weighting.clip")
    placeholder = _(weighing.NOT_CUT)
    value = st.number_input(
        term.name, value=None, step=1.0, format="%g", key=key, help=term.definition, placeholder=placeholder
    )
    if value is not None:
        train_fields.check(term.name, value, (1.0, None), faults, open_low=True)
    return value


def _date(setting: str, attributes: Sequence[str]) -> str | None:
    term = weighing.SETTINGS[setting]
    key, placeholder = session.field(setting), _(weighing.NO_BOUND)
    return st.selectbox(
        term.name,
        list(attributes),
        index=None,
        format_func=names.name,
        key=key,
        help=term.definition,
        placeholder=placeholder,
    )


def _filters(schema: Schema, faults: list[str]) -> list[str]:
    """One condition a line; a line that is none, or names no attribute, is a fault of the form."""
    term = weighing.SETTINGS["eligible.filters"]
    key, example = session.field("eligible.filters"), _(weighing.EXAMPLE)
    text = st.text_area(term.name, key=key, help=term.definition, height=68, placeholder=example)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    known = {a.name for a in (*schema.user_attributes, *schema.item_attributes) if not a.sensitive}
    for line in lines:
        name, equals, value = (part.strip() for part in line.partition("="))
        if not (equals and value and name in known):
            faults.append(_("“{line}” is no condition attribute=value on one of the attributes").format(line=line))
    return lines


def _switch(setting: str, more: str) -> bool:
    term = weighing.SETTINGS[setting]
    on = st.toggle(term.name, value=USUAL[setting], key=session.field(setting))
    st.caption(f"{term.definition} {more}")
    return bool(on)
