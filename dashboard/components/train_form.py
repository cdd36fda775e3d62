"""What to train: scorer, objective, propensity, mitigations, settings. Only what has a meaning is offered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import compute, session
from dashboard.components import train_fields, train_strategies, train_weights
from engine.report import summary
from engine.words import _, combinations, parameters
from engine.words.terms import Term
from engine.workspace import DatasetRecord

if TYPE_CHECKING:  # it needs torch, which the server loads in its own time
    from engine.pipeline.offer import Offer

NONE = "none"
PRESETS: dict[str, dict[str, str]] = {
    "first": {"model": "mf", "objective": "bpr"},
    "causal": {"model": "mf", "objective": "ips", "propensity": "logistic"},
    "mitigated": {"model": "mf", "objective": "bpr"},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: settings as the command line takes them, and the run in a few words."""

    settings: Mapping[str, Any]
    about: str
    faults: tuple[str, ...]
    """What must be put right on the form first."""
    trainings: int = 1
    """How many times something is trained: trials of a search, the run, its twin."""

    @property
    def arguments(self) -> list[str]:
        """`--set NAME=VALUE` for each setting."""
        return [part for name, value in self.settings.items() for part in ("--set", f"{name}={json.dumps(value)}")]


def choose(record: DatasetRecord) -> Choice:
    """Draw the form of a dataset."""
    offer = compute.offer(record.schema)
    groups = train_strategies.attributes(record)
    faults: list[str] = []
    _preset(record, offer, groups)
    left, right = st.columns((3, 2), gap="large")
    with left:
        kinds = _parts(offer)
    with right:
        st.markdown(f"**{_('Mitigations')}**")
        strategies = train_strategies.choose(offer, groups, kinds["model"] in offer.closed_form, faults)
    with st.expander(_("Settings"), key="train_settings"):
        settings: dict[str, Any] = train_fields.settings(kinds["objective"] != NONE, record.schema, faults)
        for room, kind in kinds.items():
            settings |= train_fields.parameters(room, kind, offer.parameters.get((room, kind), ()), faults)
    with st.expander(_("Weights, twin and search"), key="train_weights"):
        settings |= train_weights.choose(offer, kinds, record.schema, faults)
    config = {room: {"kind": kind, "params": {}} for room, kind in kinds.items()}
    about = summary({**config, **strategies, "seed": settings.get("seed")})
    chosen = {**{f"{r}.kind": k for r, k in kinds.items()}, **strategies, **settings}
    return Choice(chosen, about, tuple(faults), train_weights.trainings(offer, chosen))


def _preset(record: DatasetRecord, offer: "Offer", groups: train_strategies.Attributes) -> None:
    """Ready-made choices; touching any part below leaves them."""
    usable = [key for key, wanted in PRESETS.items() if _meaning(offer, wanted) is None]
    if session.filled("model") is None:
        _apply("first" if "first" in usable else usable[0], record, groups)
    chosen = st.segmented_control(
        _("Begin with"),
        usable,
        format_func=lambda key: parameters.PRESETS[key].name,
        key=session.field("preset"),
        on_change=lambda: _apply(session.filled("preset"), record, groups),
    )
    st.caption(parameters.PRESETS[chosen or "own"].definition)


def _meaning(offer: "Offer", wanted: Mapping[str, str]) -> str | None:
    return offer.combinations[(wanted["model"], wanted["objective"], wanted.get("propensity", NONE))]


def _apply(preset: object, record: DatasetRecord, groups: train_strategies.Attributes) -> None:
    if preset is None:
        return
    wanted = PRESETS[str(preset)]
    session.put({"preset": preset, "propensity": NONE, **wanted})
    train_strategies.apply(record, groups, on=preset == "mitigated")


def _touched() -> None:
    session.put({"preset": None})


def _parts(offer: "Offer") -> dict[str, str]:
    """Scorer, then the objectives that it can have, then the propensities that these can have."""
    whole = offer.combinations
    models = list(dict.fromkeys(m for (m, _o, _p), against in whole.items() if against is None))
    model = _part(_("Scorer"), "model", models, combinations.MODELS)
    fitting = {(o, p): whole[(m, o, p)] for m, o, p in whole if m == model}
    objectives = list(dict.fromkeys(o for (o, _p), against in fitting.items() if against is None))
    usual = offer.objective_of[model]
    of_aim = _aim(objectives, usual)
    objective = _part(_("Objective"), "objective", of_aim, combinations.OBJECTIVES, usual)
    propensities = [p for (o, p), against in fitting.items() if o == objective and against is None]
    usual = offer.propensity_of[objective]
    propensity = _part(_("Propensity"), "propensity", propensities, combinations.PROPENSITIES, usual)
    _refused(offer, model, objective, {"model": models, "objective": objectives, "propensity": propensities})
    return {"model": model, "objective": objective, "propensity": propensity}


def _aim(objectives: list[str], usual: str) -> list[str]:
    """The objectives with the aim of the chosen one; another aim is chosen above them, where there are two."""
    session.among("objective", objectives, usual)
    aims = {key: of for key, (_term, keys) in combinations.AIMS.items() if (of := [o for o in objectives if o in keys])}
    if len(aims) < 2:
        return objectives
    own = next(key for key, of in aims.items() if session.filled("objective") in of)
    session.put({"aim": own})
    st.segmented_control(
        _("Aim"),
        list(aims),
        format_func=lambda key: combinations.AIMS[key][0].name,
        key=session.field("aim"),
        help=" ".join(f"**{term.name}**: {term.definition}" for term, _keys in combinations.AIMS.values()),
        on_change=lambda: _take_aim(aims, usual),
    )
    return aims[own]


def _take_aim(aims: Mapping[str, list[str]], usual: str) -> None:
    """Another aim begins with its usual objective; to have chosen none keeps what there was."""
    of = aims.get(str(session.filled("aim")), [])
    if of:
        session.put({"objective": usual if usual in of else of[0], "preset": None})


def _part(label: str, name: str, keys: list[str], words: Mapping[str, Any], usual: str | None = None) -> str:
    """A choice with a line about each option; where there is only one, that is said and nothing is asked."""
    key = session.field(name)
    session.among(name, keys, usual)
    if len(keys) == 1:
        st.markdown(f"**{label}**: {words[keys[0]].name}  \n:gray[{words[keys[0]].definition}]")
        return keys[0]
    lines = [words[k].definition for k in keys]
    chosen = st.radio(label, keys, format_func=lambda k: words[k].name, captions=lines, key=key, on_change=_touched)
    if words[str(chosen)].caveat:
        st.caption(f"▲ {words[str(chosen)].caveat}")
    return str(chosen)


def _refused(offer: "Offer", model: str, objective: str, offered: Mapping[str, list[str]]) -> None:
    """What is not offered with these choices, and why."""
    rows: dict[str, tuple[Mapping[str, Term], Callable[[str], str | None]]] = {
        "model": (combinations.MODELS, lambda k: _why(offer, lambda m, o, p: m == k)),
        "objective": (combinations.OBJECTIVES, lambda k: _why(offer, lambda m, o, p: (m, o) == (model, k))),
        "propensity": (combinations.PROPENSITIES, lambda k: offer.combinations[(model, objective, k)]),
    }
    labels = {"model": _("Scorer"), "objective": _("Objective"), "propensity": _("Propensity")}
    lines = [
        f"- {labels[name]} **{words[key].name}**: {combinations.REASONS[reason].definition}"
        for name, (words, why) in rows.items()
        for key in words
        if key not in offered[name] and (reason := why(key))
    ]
    if lines:
        with st.popover(_("What is not offered here, and why")):
            st.markdown("\n".join(lines))


def _why(offer: "Offer", fits: Any) -> str:
    """The reason that stands against most combinations with a part."""
    reasons = [against for key, against in offer.combinations.items() if fits(*key) and against]
    return max(dict.fromkeys(reasons), key=reasons.count)
