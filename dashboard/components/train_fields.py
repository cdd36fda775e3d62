"""Fields for the parameters of components and the settings of a run, drawn from their descriptions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import session
from engine.config import EvaluationConfig, TrainingConfig
from engine.words import _
from engine.words import attributes as names
from engine.words import parameters as words

if TYPE_CHECKING:
    from engine.pipeline.offer import Parameter

TRAINING = TrainingConfig()


def settings(trained: bool) -> dict[str, Any]:
    """Seed, split, list length; and those of training where something is trained. Defaults are left out."""
    one, two, three = st.columns(3)
    found: dict[str, Any] = {}
    with one:
        found["seed"] = _number("seed", 0, 0, 1_000_000)
    with two:
        kinds = list(words.SPLITS)
        term = words.SETTINGS["split.kind"]
        found["split.kind"] = st.selectbox(
            term.name, kinds, format_func=lambda k: _(words.SPLITS[k]), key=session.field("split"), help=term.definition
        )
    with three:
        found["evaluation.k"] = _number("evaluation.k", EvaluationConfig().k, 1, EvaluationConfig().k_max)
    if trained:
        places = st.columns(4)
        with places[0]:
            found["training.epochs"] = _number("training.epochs", TRAINING.epochs, 1, 100_000)
        with places[1]:
            found["training.patience"] = _number("training.patience", TRAINING.patience, 1, 100_000)
        with places[2]:
            found["training.batch_size"] = _number("training.batch_size", TRAINING.batch_size, 1, 1_000_000)
        with places[3]:
            found["training.learning_rate"] = _rate()
    usual = {"seed": 0, "split.kind": "auto", "evaluation.k": EvaluationConfig().k, "training.learning_rate": None}
    usual |= {f"training.{name}": getattr(TRAINING, name) for name in ("epochs", "patience", "batch_size")}
    return {name: value for name, value in found.items() if value != usual[name]}


def parameters(room: str, kind: str, described: "Sequence[Parameter]") -> dict[str, Any]:
    """The parameters of a component, as settings; defaults are left out."""
    if not described:
        return {}
    places = st.columns(max(3, len(described)))
    found = {}
    for place, parameter in zip(places, described, strict=False):
        with place:
            value = _field(f"{room}_{kind}", parameter, [])
        if value != parameter.default:
            found[f"{room}.params.{parameter.name}"] = value
    return found


def component(kind: str, described: "Sequence[Parameter]", attributes: Sequence[str]) -> dict[str, Any]:
    """All parameters of a strategy, beside each other."""
    places = st.columns(len(described))
    found = {}
    for place, parameter in zip(places, described, strict=True):
        with place:
            found[parameter.name] = _field(kind, parameter, attributes)
    return found


def _field(kind: str, parameter: "Parameter", attributes: Sequence[str]) -> Any:
    term = words.PARAMETERS[parameter.name]
    key = session.field(f"{kind}_{parameter.name}")
    if parameter.kind == "attribute":
        return st.selectbox(term.name, list(attributes), format_func=names.name, key=key, help=term.definition)
    if parameter.kind == "choice":
        choices = list(parameter.choices)
        at = choices.index(str(parameter.default))
        shown = {choice: _(words.CHOICES[choice]) for choice in choices}
        return st.selectbox(term.name, choices, at, format_func=shown.__getitem__, key=key, help=term.definition)
    whole = parameter.kind == "int"
    cast = int if whole else float
    low = None if parameter.low is None else cast(parameter.low)
    if parameter.open_low and low is not None:
        low = low + 1e-6  # the bound itself is excluded
    return st.number_input(
        term.name,
        min_value=low,
        max_value=None if parameter.high is None else cast(parameter.high),
        value=cast(parameter.default or 0),
        step=1 if whole else None,
        format=None if whole else "%g",
        key=key,
        help=term.definition,
    )


def _number(name: str, default: int, low: int, high: int) -> int:
    term = words.SETTINGS[name]
    key = session.field(name)
    return int(st.number_input(term.name, low, high, default, 1, key=key, help=term.definition))


def _rate() -> float | None:
    term = words.SETTINGS["training.learning_rate"]
    key = session.field("learning_rate")
    return st.number_input(
        term.name, 1e-6, 100.0, None, 0.001, "%g", key=key, help=term.definition, placeholder=_("automatic")
    )
