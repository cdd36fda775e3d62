"""One run, from a dataset to numbers that are kept: plan, train, predict, mitigate, audit."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.audit import System, overall_metrics
from engine.audit import audit as make_audit
from engine.audit.material import material
from engine.config import AuditConfig, RunConfig
from engine.contracts import AuditTable, Dataset, Lists, Predictions, Run
from engine.mitigation import Scene, scene
from engine.models.checkpoint import save_tensors
from engine.models.fit import Plan, fit
from engine.models.predict import predict, validation_lists
from engine.models.scorer import Scorer
from engine.models.training import Epoch, choose_device
from engine.pipeline.manifest import manifest
from engine.pipeline.plan import make_plan
from engine.pipeline.resolve import Resolved, resolve
from engine.workspace import Workspace
from engine.workspace.arrays import write_lists, write_scores, write_split
from engine.workspace.files import write_json

Watch = Callable[[str, float], None]
"""(stage, share of it that is done): what a progress bar is told."""


def run(workspace: Workspace, dataset_id: str, config: RunConfig | None = None, watch: Watch | None = None) -> Run:
    """Train, predict, mitigate and audit; a run that is finished already is returned as it is.

    Raises:
        InputError: where config, dataset and their combination do not work; nothing is written then.
        RunError: where training fails; its checkpoint stays for another try.
    """
    with workspace.dataset(dataset_id) as dataset:
        resolved = resolve(config or RunConfig(), dataset)
        run_id = resolved.run_id(dataset.id)
        if workspace.has_run(run_id):
            return workspace.run(run_id)
        seconds: dict[str, float] = {}
        device = choose_device()
        place = scene(dataset, resolved.relevance)
        with _timed(seconds, "preparation"):
            plan = make_plan(dataset, resolved, place, device)
        with workspace.run_folder(run_id) as folder:
            if workspace.has_run(run_id):
                return workspace.run(run_id)
            work = _Work(run_id, dataset, resolved, place, plan, device, folder, seconds)
            return workspace.finish_run(*_compute(work, watch or _nobody), folder)


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


def _compute(work: _Work, watch: Watch) -> tuple[Run, AuditTable]:
    """Train, predict, audit, and write everything but the record."""
    resolved, parts, seconds = work.resolved, work.plan.split, work.seconds
    with _timed(seconds, "training"):
        cpu = time.process_time()
        scorer, history = _fit(work, watch)
        seconds["training_cpu"] = time.process_time() - cpu
    with _timed(seconds, "prediction"):
        predictions = predict(scorer, parts, resolved.evaluation.k_max)
        lists = _lists(predictions.candidates, work)
    scores = predictions.scores if on_feedback_scale(resolved.canonical) else None
    system = System(work.run_id, lists, parts.test, scores, parts.train, resolved.relevance, parts.estimand)
    with _timed(seconds, "audit"):
        table = make_audit(work.dataset, system, AuditConfig(k=resolved.evaluation.k))
        valid = _validation_metrics(scorer, work)
    _write(work, predictions, lists, scorer, history)
    made = Run(
        id=work.run_id,
        dataset_id=work.dataset.id,
        config=resolved.canonical,
        metrics={"valid": valid, "test": dict(table.overall)},
        estimand=parts.estimand,
        seconds={name: round(value, 3) for name, value in seconds.items()},
        manifest=manifest(work.dataset.id, work.device),
        path=work.folder,
    )
    return made, table


def on_feedback_scale(canonical: Mapping[str, Any]) -> bool:
    """Whether scores predict feedback, so that errors have a meaning: not for rankings or popularity."""
    return bool(canonical["model"]["kind"] != "popularity" and canonical["objective"]["kind"] != "bpr")


def _fit(work: _Work, watch: Watch) -> tuple[Scorer, tuple[Epoch, ...]]:
    return fit(
        work.plan,
        work.resolved.config.training,
        work.device,
        work.folder / "checkpoint.safetensors",
        lambda epoch, epochs: watch("training", epoch.epoch / epochs),
    )


def _lists(candidates: Lists, work: _Work) -> Lists:
    """The lists after post-processing; each strategy but the last keeps all candidates."""
    strategies = work.resolved.postprocessing
    for strategy in strategies[:-1]:
        candidates = strategy.rerank(candidates, candidates.items.shape[1], work.place)
    k = work.resolved.evaluation.k
    return strategies[-1].rerank(candidates, k, work.place) if strategies else candidates.top(k)


def _validation_metrics(scorer: Scorer, work: _Work) -> dict[str, float | None]:
    """The same metrics on the validation fold: what may be looked at while choosing."""
    parts, resolved = work.plan.split, work.resolved
    lists = _lists(validation_lists(scorer, parts, resolved.evaluation.k_max), work)
    made = material(work.dataset, lists, parts.valid, None, parts.train, resolved.relevance)
    return overall_metrics(work.dataset, made, resolved.evaluation.k)


def _write(work: _Work, predictions: Predictions, lists: Lists, scorer: Scorer, history: tuple[Epoch, ...]) -> None:
    folder = work.folder
    write_split(folder / "split.parquet", work.plan.split)
    write_scores(folder / "test_scores.parquet", predictions.test, predictions.scores)
    write_lists(folder / "candidates.parquet", predictions.candidates)
    write_lists(folder / "recommendations.parquet", lists)
    write_json(folder / "history.json", [{"epoch": e.epoch, "loss": e.loss, "valid": e.valid} for e in history])
    save_tensors(folder / "model.safetensors", dict(scorer.state_dict()), {})
    (folder / "checkpoint.safetensors").unlink(missing_ok=True)


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - start
