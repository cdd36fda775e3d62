"""Mitigations as switches, by stage; those that do not apply say why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import compute, session
from dashboard.components import train_fields
from engine.audit import groupable
from engine.words import _, combinations, mark
from engine.words import attributes as names
from engine.workspace import DatasetRecord

if TYPE_CHECKING:
    from engine.pipeline.offer import Offer, Strategy

Attributes = Mapping[str, list[str]]
"""The attributes whose groups a strategy can act on, by side."""
PRESET = ("exposure_rerank", "reweigh")
"""What the preset `mitigated` switches on: the first that the dataset's attributes allow."""
STAGES = {
    "preprocessing": mark("before training"),
    "inprocessing": mark("in training"),
    "postprocessing": mark("after training"),
}


def attributes(record: DatasetRecord) -> Attributes:
    """Attributes that make groups, those with a flagged gap first; users must be in one group each."""
    schema, grouped = record.schema, groupable(record.schema)
    users = [a.name for a in schema.user_attributes if a.kind != "multi" and a in grouped]
    items = [a.name for a in schema.item_attributes if a in grouped]
    flagged = compute.flagged(record.id)
    return {
        side: sorted(names, key=lambda a: (side, a) not in flagged)
        for side, names in (("user", users), ("item", items))
    }


def apply(groups: Attributes, on: bool) -> None:
    """Switch all strategies off, or (`on`) the one of the preset on."""
    sides = {"exposure_rerank": "item", "reweigh": "user"}
    first = next((key for key in PRESET if on and groups[sides[key]]), None)
    session.put({f"on_{key}": key == first for key in combinations.MITIGATIONS})


def choose(offer: "Offer", groups: Attributes, closed_form: bool) -> tuple[dict[str, Any], bool]:
    """The chosen strategies by stage, as settings; and whether each has what it needs."""
    found: dict[str, Any] = {}
    for strategy in offer.strategies:
        against = _against(strategy, groups, closed_form)
        if _switch(strategy, against):
            params = train_fields.component(strategy.key, strategy.parameters, groups[strategy.side])
            found.setdefault(strategy.stage, []).append({"kind": strategy.key, "params": params})
    return found, all(spec["params"].get("attribute") for specs in found.values() for spec in specs)


def _switch(strategy: "Strategy", against: str) -> bool:
    term = combinations.MITIGATIONS[strategy.key]
    key = session.field(f"on_{strategy.key}")
    if against:
        session.put({f"on_{strategy.key}": False})
    label = f"{term.name} :gray[({_(STAGES[strategy.stage])})]"
    on = st.toggle(label, key=key, disabled=bool(against), on_change=session.put, args=({"preset": None},))
    st.caption(against or f"{term.definition} {term.caveat}")
    return bool(on)


def _against(strategy: "Strategy", groups: Attributes, closed_form: bool) -> str:
    """Why a strategy does not apply; empty where it does."""
    if not groups[strategy.side]:
        return _("Not offered: this dataset has no attribute of {side} that makes groups.").format(
            side=names.side(strategy.side).lower()
        )
    if strategy.stage == "inprocessing" and closed_form:
        return _("Not offered: this scorer is computed in one step, so nothing can act in training.")
    return ""
