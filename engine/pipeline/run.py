"""One run, from a dataset to numbers that are kept: split, propensity, train, predict, mitigate, audit."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from engine import columns as c
from engine.audit import System, overall_metrics
from engine.audit import audit as make_audit
from engine.audit.material import material
from engine.config import AuditConfig, RunConfig
from engine.contracts import Dataset, Lists, Predictions, Run, Split
from engine.data.features import features
from engine.data.split import read_log, split
from engine.errors import InputError
from engine.mitigation import Scene, scene
from engine.models.checkpoint import save_tensors
from engine.models.fit import Plan, fit, positives
from engine.models.predict import predict, validation_lists
from engine.models.scorer import Scorer
from engine.models.training import Epoch, choose_device
from engine.pipeline.manifest import manifest
from engine.pipeline.resolve import Resolved, resolve
from engine.propensity import Evidence
from engine.workspace import Workspace
from engine.workspace.arrays import write_lists, write_scores, write_split

Watch = Callable[[str, float], None]
"""(stage, share of it that is done): what a progress bar is told."""


def run(workspace: Workspace, dataset_id: str, config: RunConfig | None = None, watch: Watch | None = None) -> Run:
    """Train, predict, mitigate and audit; a run that is finished already is returned as it is.

    Raises:
        InputError: where config, dataset and their combination do not work (`engine.pipeline.resolve`).
        RunError: where training fails.
    """
    watch = watch or (lambda stage, share: None)
    with workspace.dataset(dataset_id) as dataset:
        resolved = resolve(config or RunConfig(), dataset)
        run_id = resolved.run_id(dataset.id)
        with workspace.run_folder(run_id) as folder:
            if workspace.has_run(run_id):
                return workspace.run(run_id)
            return _compute(workspace, dataset, resolved, run_id, folder, watch)


def _compute(
    workspace: Workspace, dataset: Dataset, resolved: Resolved, run_id: str, folder: Path, watch: Watch
) -> Run:
    seconds: dict[str, float] = {}
    rng = np.random.default_rng(resolved.config.seed)
    device = choose_device()
    with _timed(seconds, "split"):
        parts = split(read_log(dataset), resolved.split, rng)
        _check_positives(parts, resolved.relevance)
    with _timed(seconds, "propensity"):
        place = scene(dataset, resolved.relevance)
        plan = _plan(dataset, resolved, parts, place, rng, device)
    with _timed(seconds, "training"):
        cpu = time.process_time()
        scorer, history = fit(
            plan,
            resolved.config.training,
            device,
            folder / "checkpoint.safetensors",
            lambda epoch, epochs: watch("training", epoch.epoch / epochs),
        )
        seconds["training_cpu"] = time.process_time() - cpu
    with _timed(seconds, "prediction"):
        predictions = predict(scorer, parts, resolved.evaluation.k_max)
        lists = _lists(predictions.candidates, resolved, place)
    system = System(
        run_id,
        lists,
        predictions.test,
        predictions.scores if on_feedback_scale(resolved.canonical) else None,
        parts.train,
        resolved.relevance,
        parts.estimand,
    )
    with _timed(seconds, "audit"):
        table = make_audit(dataset, system, AuditConfig(k=resolved.evaluation.k))
        valid = _validation_metrics(dataset, resolved, scorer, parts, place)
    _write(folder, parts, predictions, lists, scorer, history)
    made = Run(
        id=run_id,
        dataset_id=dataset.id,
        config=resolved.canonical,
        metrics={"valid": valid, "test": dict(table.overall)},
        estimand=parts.estimand,
        seconds={k: round(v, 3) for k, v in seconds.items()},
        manifest=manifest(dataset.id, device),
        path=folder,
    )
    finished = workspace.finish_run(made, folder)
    workspace.add_audit(table)
    return replace(finished, audits=(table.id,))


def on_feedback_scale(canonical: dict) -> bool:  # type: ignore[type-arg]
    """Whether scores predict feedback, so that errors have a meaning: not for rankings or popularity."""
    objective = canonical["objective"]["kind"]
    return bool(canonical["model"]["kind"] != "popularity" and objective != "bpr")


def _plan(
    dataset: Dataset, resolved: Resolved, parts: Split, place: Scene, rng: np.random.Generator, device: torch.device
) -> Plan:
    """Preprocess the training fold, fit the propensity, and bind the penalties."""
    rows = parts.train
    for strategy in resolved.preprocessing:
        rows = strategy.apply(rows, place)
    propensities = None
    if resolved.propensity is not None:
        fitted = resolved.propensity.fit(evidence(dataset, parts), rng)
        propensities = tuple(fitted.of(p.users, p.items) for p in (parts.train, parts.valid))
    return Plan(
        model=resolved.model,
        objective=resolved.objective,
        split=parts,
        train=rows,
        propensities=propensities,  # type: ignore[arg-type]
        penalties=tuple(strategy.penalty(place, device) for strategy in resolved.inprocessing),
        relevance=resolved.relevance,
        k=resolved.evaluation.k,
        seed=resolved.config.seed,
        n_users=dataset.schema.n_users,
        n_items=dataset.schema.n_items,
    )


def evidence(dataset: Dataset, parts: Split) -> Evidence:
    """What a propensity may be fitted on."""
    schema = dataset.schema
    return Evidence(
        parts.train,
        schema.n_users,
        schema.n_items,
        features(dataset.users, c.USER_CODE, schema.user_attributes),
        features(dataset.items, c.ITEM_CODE, schema.item_attributes),
    )


def _check_positives(parts: Split, relevance: float | None) -> None:
    """Every fold must have something to rank."""
    for fold in ("train", "valid", "test"):
        if len(positives(getattr(parts, fold), relevance)) == 0:
            raise InputError("split.no_positives", fold=fold, relevance=relevance)


def _lists(candidates: Lists, resolved: Resolved, place: Scene) -> Lists:
    """The lists after post-processing; each strategy but the last keeps all candidates."""
    for strategy in resolved.postprocessing[:-1]:
        candidates = strategy.rerank(candidates, candidates.items.shape[1], place)
    if resolved.postprocessing:
        return resolved.postprocessing[-1].rerank(candidates, resolved.evaluation.k, place)
    return candidates.top(resolved.evaluation.k)


def _validation_metrics(
    dataset: Dataset, resolved: Resolved, scorer: Scorer, parts: Split, place: Scene
) -> dict[str, float | None]:
    """The same metrics on the validation fold: what may be looked at while choosing."""
    candidates = validation_lists(scorer, parts, resolved.evaluation.k_max)
    lists = _lists(candidates, resolved, place)
    made = material(dataset, lists, parts.valid, None, parts.train, resolved.relevance)
    return overall_metrics(dataset, made, resolved.evaluation.k)


def _write(
    folder: Path, parts: Split, predictions: Predictions, lists: Lists, scorer: Scorer, history: tuple[Epoch, ...]
) -> None:
    write_split(folder / "split.parquet", parts)
    write_scores(folder / "test_scores.parquet", predictions.test, predictions.scores)
    write_lists(folder / "candidates.parquet", predictions.candidates)
    write_lists(folder / "recommendations.parquet", lists)
    lines = [{"epoch": e.epoch, "loss": e.loss, "valid": e.valid} for e in history]
    (folder / "history.json").write_text(json.dumps(lines), encoding="utf-8")
    save_tensors(folder / "model.safetensors", dict(scorer.state_dict()), {})
    (folder / "checkpoint.safetensors").unlink(missing_ok=True)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - start
