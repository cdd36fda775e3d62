"""The built-in search for hyper-parameters: one setting at a time, by weighted validation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch

from engine.audit import RESULTS_VERSION
from engine.config import AUTO, RunConfig, Scalar, Spec, TwinConfig, digest, make, parse, plain
from engine.contracts import Dataset
from engine.errors import RunError
from engine.mitigation import scene
from engine.models import MODELS
from engine.models.combinations import DEFAULT_PROPENSITY, NONE, scale_of
from engine.models.fit import Plan, fit, validation
from engine.models.search_space import Axis, axes
from engine.models.training import prepare_device
from engine.pipeline.plan import make_plan
from engine.pipeline.resolve import Resolved, resolve
from engine.propensity import lacking
from engine.workspace import Workspace
from engine.workspace.made import keep_made, made

SEARCH_VERSION = 3
"""Raised when the same question finds other settings."""
STEPS = 30
"""Steps an epoch at least, by smaller batches: a small log needs them to get anywhere in the epochs given."""
SMALLEST_BATCH = 128
PATIENT, HASTY = 20, 8
"""Patience of a trial on a log of at most, and of more than, `MANY` training rows."""
MANY = 100_000
MOST_STEPS = 6
"""Beyond an open axis: 0.8 becomes 51 at most."""
Watch = Callable[[str, float], None]
Point = dict[str, Scalar]


@dataclass(slots=True)
class _Search:
    """The trials so far: each a point of settings, and its validation score (larger is better; None: it failed)."""

    plan: Plan
    base: RunConfig
    device: torch.device
    tell: Callable[[int], None]
    trials: list[tuple[Point, float | None]] = field(default_factory=list)

    def score(self, point: Point) -> float:
        """Train at a point, once for each."""
        known = [score for at, score in self.trials if at == point]
        if not known:
            known = [self._train(point)]
            self.trials.append((point, known[0]))
            self.tell(len(self.trials))
        return -np.inf if known[0] is None else known[0]

    def _train(self, point: Point) -> float | None:
        config = settled(self.base, point)
        plan = replace(
            self.plan, model=make(MODELS, config.model, "model"), propensities=self._clipped(config.weighting.clip)
        )
        try:
            scorer, history = fit(plan, config.training, self.device)
        except RunError:
            return None
        if not history:
            return validation(scorer, plan)
        return max(epoch.valid for epoch in history if epoch.valid is not None)

    def _clipped(self, clip: float | None) -> Any:
        p = self.plan.propensities
        return p if p is None or clip is None else np.maximum(p, 1 / (clip * (1 / p).mean()))


def tuned(workspace: Workspace, dataset: Dataset, config: RunConfig, watch: Watch) -> RunConfig:
    """The config with the hyper-parameters that a search found; asked again, the kept answer.

    Setting by setting (`engine.models.search_space`), each value is tried with the best of the others so far, penalties
    also beyond the values given as long as that helps, and the first setting's neighbours again at the end. The
    criterion is the self-normalised weighted validation risk (`engine.models.fit.validation`), for objectives without
    propensities too: the plain one would pick what fits the selection. What the config states itself is not searched.
    An objective with a twin gets the twin's settings too, by a search of the twin's own: else a correction could win by
    its penalty. Same seed and log, same answer.

    Raises:
        InputError: as `resolve` and `make_plan`.
    """
    base = _base(config, dataset)
    resolved = resolve(base, dataset)
    if not resolved.has_twin or base.twin_settings != TwinConfig():
        return _found(workspace, dataset, base, watch)
    twin = _found(workspace, dataset, _twin_of(base, resolved), lambda stage, share: watch(stage, share / 2))
    own = TwinConfig(twin.model, twin.training.learning_rate)
    return _found(workspace, dataset, base, lambda stage, share: watch(stage, (1 + share) / 2), own)


def _found(
    workspace: Workspace, dataset: Dataset, base: RunConfig, watch: Watch, twin: TwinConfig | None = None
) -> RunConfig:
    """What one search finds, kept; `twin`: what was found for the twin before."""
    resolved = resolve(base, dataset)
    key = digest(RESULTS_VERSION, SEARCH_VERSION, resolved.canonical, dataset.id)
    kept = made(workspace, "search", dataset.id, key)
    if kept is None:
        kept = _searched(dataset, base, resolved, watch)
        found = replace(parse(RunConfig, kept["found"]), twin_settings=twin or base.twin_settings)
        kept |= {"found": plain(found), "run": resolve(found, dataset).run_id(dataset.id)}  # `engine.report.searched`
        keep_made(workspace, "search", dataset.id, key, kept)
    return parse(RunConfig, kept["found"])


def _twin_of(base: RunConfig, resolved: Resolved) -> RunConfig:
    """The set-up without its correction, judged by the same validation; asked for by itself it is this very search."""
    validation = resolved.canonical["validation"]
    return replace(
        base,
        objective=Spec(resolved.objective.TWIN),  # type: ignore[union-attr]  # it has a twin
        propensity=Spec(AUTO),
        validation=Spec.of(validation["kind"], **validation["params"]),
        weighting=replace(base.weighting, clip=None),
    )


def _base(config: RunConfig, dataset: Dataset) -> RunConfig:
    """Validation is weighted, whatever the objective: by the training's propensity, or by the default one."""
    kind = config.validation.kind
    if kind == AUTO and config.propensity.kind in (AUTO, NONE):
        usual = DEFAULT_PROPENSITY[scale_of(dataset.schema)]
        kind = usual if lacking(usual, dataset.schema) is None else NONE
    return replace(config, tune=False, validation=replace(config.validation, kind=kind))


def _searched(dataset: Dataset, base: RunConfig, resolved: Resolved, watch: Watch) -> dict[str, Any]:
    device = prepare_device()
    plan = make_plan(dataset, resolved, scene(dataset, resolved.relevance), device)
    objective = Spec(resolved.canonical["objective"]["kind"], base.objective.params)
    base = replace(_sized(base, len(plan.train)), objective=objective)
    space = [axis for axis in axes(base) if not _stated(base, axis.setting)]
    total = 3 + sum(len(axis.values) - 1 for axis in space)
    search = _Search(plan, base, device, lambda done: watch("search", min(1.0, done / total)))
    best = _descend(search, space)
    trials = [{"settings": point, "validation": score} for point, score in search.trials]
    return {"found": plain(settled(base, best)), "chosen": best, "trials": trials}


def _descend(search: _Search, space: list[Axis]) -> Point:
    """One axis after the other, then the neighbours on the first again."""
    best: Point = {axis.setting: axis.values[0] for axis in space}
    for axis in space:
        best = _best(search, best, axis.setting, axis.values)
        if axis.open:
            best = _beyond(search, best, axis)
    if space:
        first = space[0]
        best = _best(search, best, first.setting, tuple(_neighbours(first, best[first.setting])))
    return best


def _beyond(search: _Search, best: Point, axis: Axis) -> Point:
    """Double the largest value, or halve the smallest, as long as that is better."""
    values = [float(value) for value in axis.values if value is not None]
    for _step in range(MOST_STEPS):
        at = float(best[axis.setting])  # type: ignore[arg-type]  # one of the values, or made of one
        if min(values) < at < max(values):
            return best
        further = _best(search, best, axis.setting, (at * 2 if at >= max(values) else at / 2,))
        if further == best:
            return best
        best = further
    return best


def _best(search: _Search, at: Point, setting: str, values: tuple[Scalar, ...]) -> Point:
    """The best of the points that differ in one setting; the first of equal ones."""
    return max([at, *({**at, setting: value} for value in values)], key=search.score)


def _neighbours(axis: Axis, value: Scalar) -> Iterator[Scalar]:
    own = float(value)  # type: ignore[arg-type]  # the first axis has numbers
    ordered = sorted({own, *(float(v) for v in axis.values if v is not None)})
    at = ordered.index(own)
    yield from ordered[max(0, at - 1) : at] + ordered[at + 1 : at + 2]


def _sized(config: RunConfig, rows: int) -> RunConfig:
    """Batches small enough for the log, and a patience that it can afford, where the config has the defaults."""
    usual, given = RunConfig().training, config.training
    size = min(usual.batch_size, max(SMALLEST_BATCH, rows // STEPS))
    patience = PATIENT if rows <= MANY else HASTY
    return replace(
        config,
        training=replace(
            given,
            batch_size=size if given.batch_size == usual.batch_size else given.batch_size,
            patience=patience if given.patience == usual.patience else given.patience,
        ),
    )


def _stated(config: RunConfig, setting: str) -> bool:
    """Whether the config has a value of its own for a setting."""
    room, *rest = setting.split(".")
    if rest[0] == "params":
        return rest[1] in dict(getattr(config, room).params)
    return getattr(getattr(config, room), rest[0]) is not None


def settled(config: RunConfig, point: Point) -> RunConfig:
    """The config with the settings of a point."""
    values = plain(config)
    for setting, value in point.items():
        *way, last = setting.split(".")
        place = values
        for name in way:
            place = place[name]
        place[last] = value
    return parse(RunConfig, values)
