"""Mitigations as switches, by stage; those that do not apply say why."""

from collections import Counter
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
PRESET = {"exposure_rerank": "item", "reweigh": "user"}
"""What the preset `mitigated` switches on, with its side: the first that the dataset's attributes allow."""
STAGES = {
    "preprocessing": mark("before training"),
    "inprocessing": mark("in training"),
    "postprocessing": mark("after training"),
}


def attributes(record: DatasetRecord) -> Attributes:
    """Attributes that make groups: flagged gaps first, last what can't be judged; users are in one group each."""
    schema, grouped, judged = record.schema, groupable(record.schema), judgeable(record)
    users = [a.name for a in schema.user_attributes if a.kind != "multi" and a in grouped]
    items = [a.name for a in schema.item_attributes if a in grouped]
    flagged = compute.flagged(record.id)
    order: dict[str, list[str]] = {"user": users, "item": items}
    return {
        side: sorted(names, key=lambda a: ((side, a) not in flagged, (side, a) not in judged))
        for side, names in order.items()
    }


def judgeable(record: DatasetRecord) -> frozenset[tuple[str, str]]:
    """(side, attribute) with two groups that may be shown; all, where groups are too many to be counted on a page."""
    schema = record.schema
    if schema.n_users + schema.n_items > compute.MOST_COUNTED:
        return frozenset(("user" if a in schema.user_attributes else "item", a.name) for a in groupable(schema))
    shown = Counter((size.side, size.attribute) for size in compute.sizes(record.id) if size.n is not None)
    return frozenset((str(side), attribute) for (side, attribute), n in shown.items() if n > 1)


def apply(record: DatasetRecord, groups: Attributes, on: bool) -> None:
    """Switch all strategies off, or (`on`) the first of the preset whose groups can be judged on."""
    judged = judgeable(record) if on else frozenset()
    first = next((key for key, side in PRESET.items() if groups[side] and (side, groups[side][0]) in judged), None)
    session.put({f"on_{key}": key == first for key in combinations.MITIGATIONS})


def choose(offer: "Offer", groups: Attributes, closed_form: bool, faults: list[str]) -> dict[str, Any]:
    """The chosen strategies by stage, as settings."""
    found: dict[str, Any] = {}
    for strategy in offer.strategies:
        against = _against(strategy, groups, closed_form)
        if _switch(strategy, against):
            params = train_fields.component(strategy.key, strategy.parameters, groups[strategy.side], faults)
            found.setdefault(strategy.stage, []).append({"kind": strategy.key, "params": params})
    return found


def _switch(strategy: "Strategy", against: str) -> bool:
    term = combinations.MITIGATIONS[strategy.key]
    key = session.field(f"on_{strategy.key}")
    if against:
        session.put({f"on_{strategy.key}": False})
    label = f"{term.name} ({_(STAGES[strategy.stage])})"
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
