"""Fields for the parameters of components and the settings of a run, drawn from their descriptions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import session
from engine.config import EvaluationConfig, TrainingConfig
from engine.contracts import Schema
from engine.words import _
from engine.words import attributes as names
from engine.words import parameters as words

if TYPE_CHECKING:
    from engine.pipeline.offer import Parameter

TRAINING = TrainingConfig()


def settings(trained: bool, schema: Schema, faults: list[str]) -> dict[str, Any]:
    """Seed, split, list length, threshold; those of training where something is trained. Defaults are left out."""
    one, two, three, four = st.columns(4)
    found: dict[str, Any] = {}
    with one:
        found["seed"] = _number("seed", 0, 0, 1_000_000, faults)
    with two:
        kinds = list(words.SPLITS)
        term = words.SETTINGS["split.kind"]
        found["split.kind"] = st.selectbox(
            term.name, kinds, format_func=lambda k: _(words.SPLITS[k]), key=session.field("split"), help=term.definition
        )
    with three:
        found["evaluation.k"] = _number("evaluation.k", EvaluationConfig().k, 1, EvaluationConfig().k_max, faults)
    with four:
        found["evaluation.relevance"] = _threshold(schema)
    if trained:
        places = st.columns(4)
        with places[0]:
            found["training.epochs"] = _number("training.epochs", TRAINING.epochs, 1, 100_000, faults)
        with places[1]:
            found["training.patience"] = _number("training.patience", TRAINING.patience, 1, 100_000, faults)
        with places[2]:
            found["training.batch_size"] = _number("training.batch_size", TRAINING.batch_size, 1, 1_000_000, faults)
        with places[3]:
            found["training.learning_rate"] = _rate(faults)
    usual: dict[str, Any] = {"evaluation.relevance": schema.relevance}
    usual |= {"seed": 0, "split.kind": "auto", "evaluation.k": EvaluationConfig().k, "training.learning_rate": None}
    usual |= {f"training.{name}": getattr(TRAINING, name) for name in ("epochs", "patience", "batch_size")}
    return {name: value for name, value in found.items() if value != usual[name]}


def parameters(room: str, kind: str, described: "Sequence[Parameter]", faults: list[str]) -> dict[str, Any]:
    """The parameters of a component, as settings; defaults are left out."""
    if not described:
        return {}
    places = st.columns(max(3, len(described)))
    found = {}
    for place, parameter in zip(places, described, strict=False):
        with place:
            value = _field(f"{room}_{kind}", parameter, [], faults)
        if value != parameter.default:
            found[f"{room}.params.{parameter.name}"] = value
    return found


def component(
    kind: str, described: "Sequence[Parameter]", attributes: Sequence[str], faults: list[str]
) -> dict[str, Any]:
    """All parameters of a strategy, beside each other."""
    places = st.columns(len(described))
    found = {}
    for place, parameter in zip(places, described, strict=True):
        with place:
            found[parameter.name] = _field(kind, parameter, attributes, faults)
    return found


def _field(kind: str, parameter: "Parameter", attributes: Sequence[str], faults: list[str]) -> Any:
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
    value = st.number_input(
        term.name,
        value=cast(parameter.default or 0),
        step=1 if whole else None,
        format=None if whole else "%g",
        key=key,
        help=term.definition,
    )
    check(term.name, float(value), (parameter.low, parameter.high), faults, parameter.open_low)
    return value


def _number(name: str, default: int, low: int, high: int, faults: list[str]) -> int:
    term = words.SETTINGS[name]
    value = int(st.number_input(term.name, value=default, step=1, key=session.field(name), help=term.definition))
    check(term.name, value, (low, high), faults)
    return value


def _rate(faults: list[str]) -> float | None:
    term = words.SETTINGS["training.learning_rate"]
    key, automatic = session.field("learning_rate"), _("automatic")
    value = st.number_input(
        term.name, value=None, step=0.001, format="%g", key=key, help=term.definition, placeholder=automatic
    )
    if value is not None:
        check(term.name, value, (0.0, 100.0), faults, open_low=True)
    return value


def _threshold(schema: Schema) -> float | None:
    """Where liking begins, as the import has it unless another is given here."""
    term = words.SETTINGS["evaluation.relevance"]
    key = session.field(f"relevance_{schema.name}_{schema.n_interactions}")
    placeholder = _("every interaction")
    return st.number_input(
        term.name, value=schema.relevance, step=1.0, format="%g", key=key, help=term.definition, placeholder=placeholder
    )


def check(
    name: str,
    value: float,
    bounds: tuple[float | None, float | None],
    faults: list[str],
    open_low: bool = False,
) -> None:
    """A value out of its bounds is a fault of the form: bounded widgets would fall back to the default silently."""
    low, high = bounds
    below = low is not None and (value <= low if open_low else value < low)
    if below or (high is not None and value > high):
        limits = (f"> {low:g}" if open_low else f"≥ {low:g}") if low is not None else ""
        upper = f"≤ {high:g}" if high is not None else ""
        wanted = " · ".join(part for part in (limits, upper) if part)
        faults.append(_("{name} must be {bounds}").format(name=name, bounds=wanted))
