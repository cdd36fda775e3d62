"""From candidates to the lists that are shown: post-processing, then the cut at k."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.config import Spec, make
from engine.contracts import Lists
from engine.mitigation import POSTPROCESSING, Scene
from engine.mitigation.postprocessing import ExposureRerank


def final_lists(candidates: Lists, strategies: Sequence[ExposureRerank], k: int, place: Scene) -> Lists:
    """The lists after post-processing; each strategy but the last keeps all candidates."""
    for strategy in strategies[:-1]:
        candidates = strategy.rerank(candidates, candidates.items.shape[1], place)
    return strategies[-1].rerank(candidates, k, place) if strategies else candidates.top(k)


def strategies_of(canonical: Mapping[str, Any]) -> list[ExposureRerank]:
    """The post-processing of a run's canonical config."""
    specs = [Spec.of(part["kind"], **part["params"]) for part in canonical["postprocessing"]]
    return [make(POSTPROCESSING, spec, "postprocessing") for spec in specs]
