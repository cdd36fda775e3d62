"""Runs that differ in their mitigations alone: the same recommender with a strategy on and off."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.contracts import Run

STAGES = ("preprocessing", "inprocessing", "postprocessing")
Steps = list[dict[str, Any]]


def mitigated(config: Mapping[str, Any]) -> bool:
    """Whether any strategy is on."""
    return any(steps(config, stage) for stage in STAGES)


def unmitigated(config: Mapping[str, Any]) -> dict[str, Any]:
    """The config with all strategies off."""
    return {**config, **{stage: [] for stage in STAGES}}


def steps(config: Mapping[str, Any], stage: str) -> Steps:
    """The strategies of a stage, in their order."""
    return [dict(step) for step in config.get(stage) or ()]


def acts(step: Mapping[str, Any], kind: str, attribute: str) -> bool:
    """Whether a step is this strategy on the groups of this attribute, with whatever strength."""
    return bool(step["kind"] == kind and step.get("params", {}).get("attribute") == attribute)


def toggled(config: Mapping[str, Any], stage: str, step: Mapping[str, Any]) -> dict[str, Any]:
    """The config without the strategy of `step` on its attribute where it is on, else with `step` as the last."""
    now, kind, attribute = steps(config, stage), step["kind"], step["params"]["attribute"]
    rest = [one for one in now if not acts(one, kind, attribute)]
    return {**unmitigated(config), **config, stage: rest if len(rest) < len(now) else [*now, dict(step)]}


def same(runs: Iterable[Run], dataset_id: str, config: Mapping[str, Any]) -> Run | None:
    """The first run on the dataset with exactly this canonical config."""
    wanted = {**unmitigated(config), **config}
    found = (run for run in runs if run.dataset_id == dataset_id)
    return next((run for run in found if {**unmitigated(run.config), **run.config} == wanted), None)


def baseline(runs: Iterable[Run], run: Run) -> Run | None:
    """The same recommender without any mitigation; None where the run has none itself, or nobody trained it."""
    if not mitigated(run.config):
        return None
    return same(runs, run.dataset_id, unmitigated(run.config))


def variants(runs: Iterable[Run], run: Run) -> list[Run]:
    """The same recommender with other mitigations, in the order of the runs."""
    plain = unmitigated(run.config)
    alike = (one for one in runs if one.dataset_id == run.dataset_id and one.id != run.id)
    return [one for one in alike if unmitigated(one.config) == plain]
