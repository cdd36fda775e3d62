"""What a run can be made of, as plain data: forms draw it, and know no component."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from engine.config import RunConfig, Scalar, Spec
from engine.contracts import Schema
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING
from engine.models import MODELS
from engine.models.combinations import NONE, resolve_objective, resolve_propensity, scale_of, table
from engine.models.search_space import axes
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES, lacking

STAGES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"preprocessing": PREPROCESSING, "inprocessing": INPROCESSING, "postprocessing": POSTPROCESSING}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a component: its kind, default and bounds (None: unbounded; `open_low`: the bound is excluded).

    `attribute`: the name of an attribute of the dataset, without default. `choice`: one of `choices`.
    """

    name: str
    kind: Literal["int", "float", "choice", "attribute"]
    default: Scalar = None
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strategy:
    """A mitigation: its stage, whose groups it acts on, and whether it needs a trained scorer."""

    key: str
    stage: str
    side: Literal["user", "item"]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The combinations with the reasons against those that have no meaning, and every component's parameters.

    `combinations`: (model, objective, propensity) to a reason's code, or None. `defaults`: a model's objective,
    an objective's propensity. `parameters`: by room (`model`, `objective`, `propensity`) and key. `validations`: the
    propensities that the log can give, whatever is trained. `twin_of`: a correcting objective's twin without the
    correction. `trials`: about how many trainings a search takes, by (model, objective); 0 where it has nothing to try.
    """

    combinations: Mapping[tuple[str, str, str], str | None]
    objective_of: Mapping[str, str]
    propensity_of: Mapping[str, str]
    parameters: Mapping[tuple[str, str], tuple[Parameter, ...]]
    strategies: tuple[Strategy, ...]
    closed_form: frozenset[str]
    validations: tuple[str, ...]
    twin_of: Mapping[str, str]
    trials: Mapping[tuple[str, str], int]


def offer(schema: Schema) -> Offer:
    """What can be chosen for a log."""
    feedback = scale_of(schema)
    rooms: dict[str, Mapping[str, Any]] = {"model": MODELS, "objective": OBJECTIVES, "propensity": PROPENSITIES}
    return Offer(
        combinations={(m, o, p): reason for m, o, p, reason in table(schema)},
        objective_of={key: resolve_objective(key, "auto", feedback) for key in MODELS},
        propensity_of={key: resolve_propensity(key, "auto", feedback) for key in (NONE, *OBJECTIVES)},
        parameters={(room, key): parameters(kind) for room, of in rooms.items() for key, kind in of.items()},
        strategies=tuple(
            Strategy(key, stage, kind.SIDE, parameters(kind))
            for stage, of in STAGES.items()
            for key, kind in of.items()
        ),
        closed_form=frozenset(key for key, kind in MODELS.items() if kind.CLOSED_FORM),
        validations=tuple(key for key in PROPENSITIES if lacking(key, schema) is None),
        twin_of={key: kind.TWIN for key, kind in OBJECTIVES.items() if kind.TWIN},
        trials={(m, o): _trials(m, o) for m in MODELS for o in (NONE, *OBJECTIVES)},
    )


def _trials(model: str, objective: str) -> int:
    """The first values of all settings, each further one, and the two neighbours that are tried at the end."""
    further = [len(axis.values) - 1 for axis in axes(RunConfig(model=Spec(model), objective=Spec(objective)))]
    return 3 + sum(further) if further else 0


def parameters(kind: type) -> tuple[Parameter, ...]:
    """The fields of a component's dataclass, with the bounds of their annotations."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_parameter(f.name, hints[f.name], None if f.default is MISSING else f.default) for f in fields(kind))


def _parameter(name: str, hint: Any, default: Scalar) -> Parameter:
    bounds: list[Any] = []
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        bounds = [part for extra in extras if isinstance(extra, FieldInfo) for part in extra.metadata]
    if get_origin(hint) is Literal:
        return Parameter(name, "choice", default, choices=tuple(map(str, get_args(hint))))
    if hint is str:
        return Parameter(name, "attribute")
    found = {
        key: float(getattr(part, key)) for part in bounds for key in ("ge", "gt", "le", "lt") if hasattr(part, key)
    }
    low, high = found.get("ge", found.get("gt")), found.get("le", found.get("lt"))
    return Parameter(name, "int" if hint is int else "float", default, low, high, "gt" in found)
