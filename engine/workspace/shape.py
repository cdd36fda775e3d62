"""What a run's config looks like: pages and reports look into its parts, so one that lacks them is not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import StrictFloat, StrictInt

from engine.workspace.records import from_json


@dataclass(frozen=True, slots=True)
class _Part:
    """A component by name, with its parameters."""

    kind: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Split:
    kind: str
    valid: StrictFloat
    test: StrictFloat


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """Uploaded lists have no `k_max`."""

    k: StrictInt
    relevance: StrictFloat | None


@dataclass(frozen=True, slots=True)
class _Trained:
    """The config of a run that was trained here. `training` is None where nothing is fitted step by step."""

    seed: StrictInt
    split: _Split
    evaluation: _Evaluation
    model: _Part
    objective: _Part
    propensity: _Part
    preprocessing: tuple[_Part, ...]
    inprocessing: tuple[_Part, ...]
    postprocessing: tuple[_Part, ...]
    training: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Uploaded:
    """The config of lists that somebody's own system showed. `cutoff`: seconds since 1970, None without a day."""

    recommendations: str
    cutoff: StrictInt | None
    evaluation: _Evaluation


def check_config(config: Mapping[str, Any], name: str) -> None:
    """Whether a config has all parts of a trained run, or of uploaded lists; what else it has is not looked at.

    Raises:
        InputError: `workspace.stale` where it has neither.
    """
    from_json(_Trained if "model" in config else _Uploaded, config, name)
