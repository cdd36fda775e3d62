"""Which hyper-parameters are searched, and over which values: what the built-in search and later ones share."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.config import RunConfig, Scalar
from engine.models import MODELS
from engine.objectives import OBJECTIVES

Values = tuple[Scalar, ...]
SETTINGS: dict[str, Values] = {"training.learning_rate": (0.02, 0.005), "weighting.clip": (None, 10.0, 3.0, 1.5)}
"""Settings beside those of components, the first value being tried first."""
OPEN = ("model.params.l2",)


@dataclass(frozen=True, slots=True)
class Axis:
    """A setting by its dotted name, and the values that are tried for it, in their order.

    `open`: whether the best value may lie beyond them, as with penalties, whose scale is that of the feedback.
    """

    setting: str
    values: Values

    @property
    def open(self) -> bool:
        """By name."""
        return self.setting in OPEN


def axes(config: RunConfig) -> Iterator[Axis]:
    """What is searched for a resolved set-up: the scorer's own, the step size, and how weights are clipped.

    Closed-form scorers have no step size, and objectives without propensities no weights.
    """
    for name, values in MODELS[config.model.kind].SEARCHED.items():
        yield Axis(f"model.params.{name}", values)
    if config.objective.kind in OBJECTIVES:
        yield Axis("training.learning_rate", SETTINGS["training.learning_rate"])
        if OBJECTIVES[config.objective.kind].USES_PROPENSITY:
            yield Axis("weighting.clip", SETTINGS["weighting.clip"])
