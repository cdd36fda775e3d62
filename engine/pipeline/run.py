"""One run, from a dataset to numbers that are kept: plan, train, predict, mitigate, audit."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.audit import Parameters, System, overall_metrics
from engine.audit import audit as make_audit
from engine.audit.family import categories_of
from engine.audit.material import material
from engine.config import AuditConfig, RunConfig, TwinConfig
from engine.contracts import AuditTable, Dataset, Finding, Floats, Lists, Pairs, Predictions, Run
from engine.errors import InputError, RunError
from engine.evaluation import JUDGED_PLACES
from engine.mitigation import Scene, scene
from engine.models.checkpoint import save_tensors
from engine.models.fit import Plan, fit
from engine.models.predict import pair_scores, predict, validation_lists
from engine.models.scorer import Scorer
from engine.models.state import Epoch, Notice
from engine.models.training import prepare_device
from engine.objectives import OBJECTIVES
from engine.pipeline.judging import Judge
from engine.pipeline.lists import final_lists
from engine.pipeline.manifest import manifest
from engine.pipeline.plan import make_plan
from engine.pipeline.resolve import Resolved, resolve
from engine.pipeline.tuning import tuned
from engine.workspace import Workspace, storage
from engine.workspace.arrays import write_lists, write_scores, write_split
from engine.workspace.files import write_json

DIVERGED = 1e4
"""Times the largest feedback: no trained score is near it."""

Watch = Callable[[str, float], None]
"""(stage, share of all the work that is done): what a progress bar is told."""
Curves = Callable[[int, float, float | None], None]
"""(epoch, loss, validation score or None): what draws the curves while training goes on."""

TRAINED, PREDICTED, TWIN, WRITING = 0.75, 0.79, 0.83, 0.98
"""Shares of a run's work at which a stage has ended, for `Watch`: training takes most of the time."""


def run(
    workspace: Workspace,
    dataset_id: str,
    config: RunConfig | None = None,
    watch: Watch | None = None,
    curves: Curves | None = None,
    notice: Notice | None = None,
) -> Run:
    """Train, predict, mitigate and audit; a run that is finished already is returned as it is.

    A run that was cut goes on from its last checkpoint to the same numbers; `notice` is told where that was damaged.

    Raises:
        InputError: where config, dataset and their combination do not work; nothing is written then.
        RunError: where training fails; its checkpoint stays for another try.
    """
    watch = watch or _nobody
    with workspace.dataset(dataset_id) as dataset:
        config = config or RunConfig()
        resolved = resolve(tuned(workspace, dataset, config, watch) if config.tune else config, dataset)
        run_id = resolved.run_id(dataset.id)
        if workspace.has_run(run_id):
            return workspace.run(run_id)
        workspace.demand_room(dataset.id)
        seconds: dict[str, float] = {}
        watch("preparation", 0.0)
        device = prepare_device()
        place = scene(dataset, resolved.relevance)
        with _timed(seconds, "preparation"):
            plan = make_plan(dataset, resolved, place, device)
        with workspace.run_folder(run_id) as folder:
            if workspace.has_run(run_id):
                return workspace.run(run_id)
            told = (watch, curves or _no_curves, notice or _no_notice)
            work = _Work(run_id, dataset, resolved, place, plan, device, folder, seconds, *told)
            try:
                made = workspace.finish_run(*_compute(work), work.whole)
            except InputError as error:
                if error.code == "workspace.dataset_gone":
                    _let_go(folder)
                raise
            _let_go(folder)  # not before the run is in its place: a crash until then costs no training
            return made


@dataclass(frozen=True, slots=True)
class _Work:
    """What one run works with."""

    run_id: str
    dataset: Dataset
    resolved: Resolved
    place: Scene
    plan: Plan
    device: torch.device
    folder: Path
    seconds: dict[str, float]
    watch: Watch
    curves: Curves
    notice: Notice

    @property
    def whole(self) -> Path:
        """Where the run is put together, beside its checkpoints; all of it moves to its place at once."""
        return self.folder / "whole"


def _compute(work: _Work) -> tuple[Run, AuditTable]:
    """Train, predict, audit, and write everything but the record."""
    resolved, parts, seconds = work.resolved, work.plan.split, work.seconds
    with _timed(seconds, "training"):
        cpu = time.process_time()
        scorer, history = _fit(work)
        seconds["training_cpu"] = time.process_time() - cpu
    work.watch("prediction", TRAINED)
    with _timed(seconds, "prediction"):
        predictions = predict(scorer, parts, resolved.evaluation.k_max)
        lists = final_lists(predictions.candidates, resolved.postprocessing, resolved.evaluation.k, work.place)
    _check_scores(predictions.scores, work.dataset)
    system = _system(work, lists, parts.test, predictions.scores)
    work.watch("audit", PREDICTED)
    with _timed(seconds, "audit"):
        table = make_audit(work.dataset, system, AuditConfig())
        valid = _validation_metrics(scorer, work)
    with _timed(seconds, "judging"):
        judge = Judge.of(work.plan, work.dataset.schema)
        metrics = _metrics(judge, work, valid, dict(table.overall), predictions.scores)
        references = judge.references(resolved.config.seed)
        beside = judge.beside(references)
        intervals = judge.intervals(predictions.scores, on_feedback_scale(resolved.canonical), references)
        told = (*_corrected(judge, work, scorer), *judge.weights_tested(references))
    work.watch("writing", WRITING)
    _write(work, predictions, lists, scorer, history)
    made = Run(
        id=work.run_id,
        dataset_id=work.dataset.id,
        config=resolved.canonical,
        metrics=metrics,
        estimand=parts.estimand,
        seconds={name: round(value, 3) for name, value in seconds.items()},
        manifest=manifest(work.dataset.id, work.device),
        path=work.whole,
        audit=table.id,
        beside=beside,
        intervals=intervals,
        findings=(*told, *judge.findings()),
    )
    return made, table


def _metrics(
    judge: Judge, work: _Work, valid: Mapping[str, float | None], whole: Mapping[str, float | None], scores: Floats
) -> dict[str, Mapping[str, float | None]]:
    """Of validation and test. Under random exposure, a ranking is one of the judged pairs."""
    on_scale = on_feedback_scale(work.resolved.canonical)
    found = judge.of_test(scores, on_scale)
    of_lists = whole.get(f"ndcg@{JUDGED_PLACES}") if work.plan.split.kind != "randomized" else None
    test = {**found, **whole, f"ndcg@{JUDGED_PLACES}": found[f"ndcg@{JUDGED_PLACES}"] if of_lists is None else of_lists}
    weighted = judge.weighted(scores, on_scale)
    return {"valid": valid, "test": test, **({} if weighted is None else {"weighted": weighted})}


def _corrected(judge: Judge, work: _Work, scorer: Scorer) -> tuple[Finding, ...]:
    if not work.resolved.has_twin:
        return ()
    work.watch("twin", TWIN)
    config = work.resolved.config
    training = replace(
        config.training, learning_rate=config.twin_settings.learning_rate or config.training.learning_rate
    )
    tuned_apart = config.twin_settings != TwinConfig()
    twin = judge.twin(work.resolved.twin_model, training, work.device, work.folder / "twin.safetensors")
    return judge.corrected(scorer, twin, tuned_apart)


def _check_scores(scores: Floats, dataset: Dataset) -> None:
    """A finite loss can still hide scores that mean nothing."""
    low, high = dataset.schema.feedback_range
    largest = float(np.abs(scores).max(initial=0.0))
    if not largest <= DIVERGED * max(1.0, abs(low), abs(high)):
        raise RunError("training.diverged", score=f"{largest:.3g}")


def on_feedback_scale(canonical: Mapping[str, Any]) -> bool:
    """Whether scores predict feedback, so that errors have a meaning: not for rankings or popularity."""
    objective = canonical["objective"]["kind"]
    return OBJECTIVES[objective].ON_SCALE if objective in OBJECTIVES else canonical["model"]["kind"] == "bias"


def _fit(work: _Work) -> tuple[Scorer, tuple[Epoch, ...]]:
    checkpoint = work.folder / "checkpoint.safetensors"

    def tell(epoch: Epoch, epochs: int) -> None:
        work.curves(epoch.epoch, epoch.loss, epoch.valid)
        work.watch("training", TRAINED * epoch.epoch / epochs)

    return fit(work.plan, work.resolved.config.training, work.device, checkpoint, tell, work.notice)


def _validation_metrics(scorer: Scorer, work: _Work) -> dict[str, float | None]:
    """The same metrics on the validation fold: what may be looked at while choosing."""
    parts, resolved = work.plan.split, work.resolved
    candidates = validation_lists(scorer, parts, resolved.evaluation.k_max)
    lists = final_lists(candidates, resolved.postprocessing, resolved.evaluation.k, work.place)
    system = _system(work, lists, parts.valid, pair_scores(scorer, parts.valid))
    parameters = Parameters.of(AuditConfig(k=resolved.evaluation.k, relevance=resolved.relevance), system.on_scale)
    categories = categories_of(AuditConfig(), work.dataset)
    return overall_metrics(material(work.dataset, system, categories), parameters)


def _system(work: _Work, lists: Lists, judged: Pairs, scores: Floats) -> System:
    """The trained system, judged by these pairs."""
    resolved, parts = work.resolved, work.plan.split
    on_scale = on_feedback_scale(resolved.canonical)
    return System(
        work.run_id, lists, judged, scores, parts.train, resolved.relevance, parts.estimand, on_scale=on_scale
    )


def _write(work: _Work, predictions: Predictions, lists: Lists, scorer: Scorer, history: tuple[Epoch, ...]) -> None:
    folder = work.whole
    if folder.exists():  # what an attempt left that was killed while it wrote
        storage.remove_tree(folder)
    storage.make(folder)
    write_split(folder / "split.parquet", work.plan.split)
    write_scores(folder / "test_scores.parquet", predictions.test, predictions.scores)
    write_lists(folder / "candidates.parquet", predictions.candidates)
    write_lists(folder / "recommendations.parquet", lists)
    write_json(folder / "history.json", [{"epoch": e.epoch, "loss": e.loss, "valid": e.valid} for e in history])
    save_tensors(folder / "model.safetensors", dict(scorer.state_dict()), {})


def _let_go(folder: Path) -> None:
    """Remove the checkpoints of a run that is finished, or whose dataset is gone; the janitor gets what stays."""
    for file in folder.iterdir():
        with suppress(OSError, InputError):
            storage.remove(file)


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""


def _no_curves(epoch: int, loss: float, valid: float | None) -> None:
    """Nobody draws."""


def _no_notice(code: str) -> None:
    """Nobody is told."""


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - start
