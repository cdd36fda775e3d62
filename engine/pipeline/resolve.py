"""From a config and a dataset to components, and to the run's identity."""

from dataclasses import dataclass
from typing import Any

from engine.audit import RESULTS_VERSION
from engine.config import (
    AUTO,
    EvaluationConfig,
    RunConfig,
    Spec,
    SplitConfig,
    TwinConfig,
    digest,
    make,
    parse,
    plain,
)
from engine.contracts import Dataset
from engine.data.split import resolve_split
from engine.errors import InputError
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING
from engine.mitigation.inprocessing import ParityPenalty
from engine.mitigation.postprocessing import ExposureRerank
from engine.mitigation.preprocessing import Reweigh
from engine.models import MODELS
from engine.models.combinations import NONE, reason_against, resolve_objective, resolve_propensity, scale_of
from engine.objectives import OBJECTIVES, Objective
from engine.propensity import PROPENSITIES, Propensity, lacking
from engine.words import combinations


@dataclass(frozen=True, slots=True)
class Resolved:
    """A config with nothing left to choose: `canonical` has every default written out."""

    config: RunConfig
    split: SplitConfig
    evaluation: EvaluationConfig
    model: Any
    twin_model: Any
    objective: Objective | None
    propensity: Propensity | None
    validation: Propensity | None
    preprocessing: tuple[Reweigh, ...]
    inprocessing: tuple[ParityPenalty, ...]
    postprocessing: tuple[ExposureRerank, ...]
    canonical: dict[str, Any]

    @property
    def has_twin(self) -> bool:
        """Whether the same set-up is trained without its correction too."""
        return self.config.twin and self.objective is not None and bool(self.objective.TWIN)

    @property
    def relevance(self) -> float | None:
        """The relevance threshold; None: every interaction is a positive."""
        return self.evaluation.relevance  # type: ignore[return-value]  # resolved: never "auto"

    def run_id(self, dataset_id: str) -> str:
        """The hash of the canonical config, the results version and the input."""
        return digest(RESULTS_VERSION, self.canonical, dataset_id)


def resolve(config: RunConfig, dataset: Dataset) -> Resolved:
    """Fill in what was left to `auto` and to defaults, and check that the parts fit together.

    Raises:
        InputError: `config.component`, `config.parameter`, `config.invalid`, `config.combination`,
            `mitigation.closed_form`.
    """
    config = parse(RunConfig, plain(config))  # checks and coerces what Python code put in unchecked
    feedback = scale_of(dataset.schema)
    model = make(MODELS, config.model, "model")
    objective_kind = resolve_objective(config.model.kind, config.objective.kind, feedback)
    objective = _optional(OBJECTIVES, config.objective, objective_kind, "objective")
    propensity_kind = resolve_propensity(objective_kind, config.propensity.kind, feedback)
    propensity = _optional(PROPENSITIES, config.propensity, propensity_kind, "propensity")
    against = reason_against(config.model.kind, objective_kind, propensity_kind, dataset.schema)
    if against:
        raise InputError(
            "config.combination",
            model=config.model.kind,
            objective=objective_kind,
            propensity=propensity_kind,
            reason=combinations.REASONS[against].definition,
        )
    validation_spec = _validation(config, propensity_kind)
    validation = _optional(PROPENSITIES, validation_spec, validation_spec.kind, "validation")
    if validation is not None:
        _check_given(validation_spec.kind, dataset)
    if config.inprocessing and objective is None:
        raise InputError("mitigation.closed_form", model=config.model.kind)
    threshold = dataset.schema.relevance if config.evaluation.relevance == AUTO else config.evaluation.relevance
    parts: dict[str, Any] = {
        "split": resolve_split(config.split, dataset.schema, "naive_bayes" in (propensity_kind, validation_spec.kind)),
        "evaluation": EvaluationConfig(config.evaluation.k, config.evaluation.k_max, threshold),
        "model": model,
        "twin_model": _twin_model(config, model),
        "objective": objective,
        "propensity": propensity,
        "validation": validation,
        "preprocessing": tuple(make(PREPROCESSING, spec, "preprocessing") for spec in config.preprocessing),
        "inprocessing": tuple(make(INPROCESSING, spec, "inprocessing") for spec in config.inprocessing),
        "postprocessing": tuple(make(POSTPROCESSING, spec, "postprocessing") for spec in config.postprocessing),
    }
    kinds = {"model": config.model.kind, "objective": objective_kind, "propensity": propensity_kind}
    kinds["validation"] = validation_spec.kind
    return Resolved(config=config, **parts, canonical=_canonical(config, parts, kinds))


def _validation(config: RunConfig, propensity: str) -> Spec:
    """Validation is weighted like training where nothing else is said, and not at all where training is not."""
    if config.validation.kind != AUTO:
        return config.validation
    return Spec(NONE) if propensity == NONE else Spec(propensity, config.propensity.params)


def _check_given(validation: str, dataset: Dataset) -> None:
    against = lacking(validation, dataset.schema)
    if against:
        reason = combinations.REASONS[against].definition
        raise InputError("config.validation", propensity=validation, reason=reason)


def _twin_model(config: RunConfig, model: Any) -> Any:
    """The scorer of the uncorrected twin: the run's, or of its kind with parameters of its own."""
    own = config.twin_settings.model
    if own.kind == AUTO:
        return model
    if own.kind != config.model.kind:
        raise InputError("config.component", setting="twin_settings.model", name=own.kind, known=[config.model.kind])
    return make(MODELS, own, "twin_settings.model")


def _optional(table: Any, spec: Spec, kind: str, setting: str) -> Any:
    return None if kind == NONE else make(table, Spec(kind, spec.params), setting)


def _canonical(config: RunConfig, parts: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    """The config as plain data, with `auto` replaced and every default parameter written out."""
    named = {name: {"kind": kind, "params": plain(parts[name]) or {}} for name, kind in kinds.items()}
    learning_rate = config.training.learning_rate
    if learning_rate is None and parts["objective"] is not None:
        learning_rate = parts["objective"].LEARNING_RATE
    stages = {
        stage: [
            {"kind": spec.kind, "params": plain(made)}
            for spec, made in zip(getattr(config, stage), parts[stage], strict=True)
        ]
        for stage in ("preprocessing", "inprocessing", "postprocessing")
    }
    return {
        "seed": config.seed,
        "split": plain(parts["split"]),
        "evaluation": plain(parts["evaluation"]),
        **named,
        "eligible": plain(config.eligible),
        "weighting": plain(config.weighting),
        **stages,
        "training": {**plain(config.training), "learning_rate": learning_rate} if parts["objective"] else None,
        **_twin(config, parts["objective"]),
    }


def _twin(config: RunConfig, objective: Objective | None) -> dict[str, Any]:
    """What is not usual of the twin of an objective that has one."""
    if objective is None or not objective.TWIN:
        return {}
    if not config.twin:
        return {"twin": False}
    return {} if config.twin_settings == TwinConfig() else {"twin_settings": plain(config.twin_settings)}
