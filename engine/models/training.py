"""The one training loop: tensors on the device, batches as slices of a shuffled index."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import Tensor

from engine.config import TrainingConfig
from engine.contracts import Floats, Pairs
from engine.errors import RunError
from engine.models.checkpoint import load_tensors, optimizer_tensors, restore_optimizer, save_tensors
from engine.models.negatives import draw_negatives
from engine.models.scorer import Scorer
from engine.objectives import Batch, Objective

CHECKPOINT_SECONDS = 1.0
"""Least time between checkpoints."""
CHECKPOINT_COST = 30.0
"""A checkpoint that takes a second is followed by so many without one: at most about 3% of the time goes there."""
EVALUATE_EVERY = 2
"""Epochs between validations: a validation costs about a third of an epoch."""

Penalty: TypeAlias = Callable[[Batch, Tensor], Tensor]
"""(batch, losses of shape (B,)) to a scalar that is added to the risk: an in-processing mitigation."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """One line of a training history; `valid` is None where the epoch was not validated."""

    epoch: int
    loss: float
    valid: float | None


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be trained on what, and how it is judged.

    `inverse_propensities`: shape (n,) beside `train`, mean 1. `validate`: a number that is better
    when larger. `learning_rate` is resolved.
    """

    train: Pairs
    inverse_propensities: Floats
    objective: Objective
    validate: Callable[[Scorer], float]
    penalties: tuple[Penalty, ...] = ()
    seed: int = 0
    learning_rate: float = 0.005


@dataclass(slots=True)
class State:
    """Where the loop stands; all of it is in a checkpoint."""

    epoch: int = 0
    best: float = -np.inf
    best_epoch: int = 0
    history: list[Epoch] = field(default_factory=list)


Progress: TypeAlias = Callable[[Epoch, int], None]


def prepare_device() -> torch.device:
    """`cuda` when there is one, else `cpu` with `EQUIPOISE_THREADS` threads, 1 by default.

    A step on a small table is shorter than waking a second thread: on two busy cores, two threads
    took six times the CPU of one.
    """
    threads = int(os.environ.get("EQUIPOISE_THREADS", "1"))
    torch.set_num_threads(threads)
    threadpool_limits(threads)  # BLAS: its results depend on its threads too
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(
    scorer: Scorer, task: Task, config: TrainingConfig, checkpoint: Path | None = None, progress: Progress | None = None
) -> tuple[Epoch, ...]:
    """Minimise the task's risk until validation stops improving; the scorer ends with the best weights.

    Early stopping: `config.patience` epochs without a better validation. With `checkpoint`, a
    training that was cut goes on from its last one and ends with the same weights.

    Raises:
        RunError: `training.not_finite` where a loss or a validation is NaN or infinite.
    """
    parameters = [p for p in scorer.parameters() if p.requires_grad]
    if not parameters:
        return ()
    device = parameters[0].device
    optimizer = torch.optim.Adam(parameters, task.learning_rate, fused=True)
    generator = torch.Generator(device).manual_seed(task.seed)
    data = _on_device(task, device)
    keys = (data.users * scorer.n_items + data.items).sort().values
    state, best = _resume(scorer, optimizer, generator, checkpoint)
    saved, pause = time.monotonic(), CHECKPOINT_SECONDS
    while state.epoch < config.epochs and not _finished(state, config.patience):
        state.epoch += 1
        loss = _epoch(scorer, task, config, optimizer, generator, data, keys)
        valid = task.validate(scorer) if state.epoch % EVALUATE_EVERY == 0 or state.epoch == config.epochs else None
        if not np.isfinite(loss) or (valid is not None and not np.isfinite(valid)):
            raise RunError("training.not_finite", epoch=state.epoch)
        state.history.append(Epoch(state.epoch, loss, valid))
        if valid is not None and valid > state.best:
            state.best, state.best_epoch = valid, state.epoch
            best = {name: tensor.detach().clone() for name, tensor in scorer.state_dict().items()}
        if progress is not None:
            progress(state.history[-1], config.epochs)
        if checkpoint is not None and time.monotonic() - saved >= pause:
            began = time.monotonic()
            _save(checkpoint, scorer, optimizer, generator, state, best)
            saved = time.monotonic()
            pause = max(CHECKPOINT_SECONDS, CHECKPOINT_COST * (saved - began))
    scorer.load_state_dict(best)
    return tuple(state.history)


def _finished(state: State, patience: int) -> bool:
    """Whether validation has not improved for that many epochs; only a validated epoch can tell."""
    validated = bool(state.history) and state.history[-1].valid is not None
    return validated and state.epoch - state.best_epoch >= patience


def _on_device(task: Task, device: torch.device) -> Batch:
    """The whole training fold as one batch, in its fixed order."""

    def tensor(values: Floats, kind: torch.dtype) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(device=device, dtype=kind)

    pairs = task.train
    users = tensor(pairs.users, torch.int64)  # type: ignore[arg-type]
    items = tensor(pairs.items, torch.int64)  # type: ignore[arg-type]
    inverse = tensor(task.inverse_propensities, torch.float32)
    empty = torch.empty(0, dtype=torch.int64, device=device)
    return Batch(
        users, items, tensor(pairs.feedback, torch.float32), tensor(pairs.weights, torch.float32), inverse, empty
    )


def _epoch(
    scorer: Scorer,
    task: Task,
    config: TrainingConfig,
    optimizer: torch.optim.Optimizer,
    generator: torch.Generator,
    data: Batch,
    keys: Tensor,
) -> float:
    """One pass over the training pairs; returns the mean risk of its batches."""
    n = len(data.users)
    negatives = data.negatives
    if task.objective.PAIRWISE:
        negatives = draw_negatives(data.users, scorer.n_items, keys, generator)
    total = torch.zeros((), device=data.users.device)
    batches = torch.randperm(n, generator=generator, device=data.users.device).split(config.batch_size)  # type: ignore[no-untyped-call]
    for rows in batches:
        batch = Batch(
            data.users[rows],
            data.items[rows],
            data.feedback[rows],
            data.weights[rows],
            data.inverse_propensities[rows],
            negatives[rows] if len(negatives) else negatives,
        )
        columns = (batch.items, batch.negatives) if task.objective.PAIRWISE else (batch.items,)
        scored = scorer(batch.users, *columns)
        losses = task.objective.losses(scored.scores, batch)
        risk = (batch.weights * losses).mean() + scored.regularization
        for penalty in task.penalties:
            risk = risk + penalty(batch, losses)
        optimizer.zero_grad(set_to_none=True)
        risk.backward()
        optimizer.step()
        total += risk.detach()
    return float(total / len(batches))


def _save(
    path: Path,
    scorer: Scorer,
    optimizer: torch.optim.Optimizer,
    generator: torch.Generator,
    state: State,
    best: dict[str, Tensor],
) -> None:
    tensors = {f"model.{name}": tensor for name, tensor in scorer.state_dict().items()}
    tensors |= {f"best.{name}": tensor for name, tensor in best.items()} | optimizer_tensors(optimizer)
    tensors["generator"] = generator.get_state()
    history = [[line.epoch, line.loss, line.valid] for line in state.history]
    facts = {"epoch": state.epoch, "best": state.best, "best_epoch": state.best_epoch, "history": history}
    save_tensors(path, tensors, facts)


def _resume(
    scorer: Scorer, optimizer: torch.optim.Optimizer, generator: torch.Generator, path: Path | None
) -> tuple[State, dict[str, Tensor]]:
    """Go on from a checkpoint where there is one; else start anew."""
    if path is None or not path.exists():
        return State(), {name: tensor.detach().clone() for name, tensor in scorer.state_dict().items()}
    try:
        tensors, facts = load_tensors(path)
    except RunError:
        path.replace(path.with_suffix(".damaged"))
        return State(), {name: tensor.detach().clone() for name, tensor in scorer.state_dict().items()}
    device = next(scorer.parameters()).device
    scorer.load_state_dict({k.removeprefix("model."): v for k, v in tensors.items() if k.startswith("model.")})
    restore_optimizer(optimizer, tensors)
    generator.set_state(tensors["generator"])
    best = {k.removeprefix("best."): v.to(device) for k, v in tensors.items() if k.startswith("best.")}
    history = [Epoch(int(e), float(loss), valid) for e, loss, valid in facts["history"]]  # type: ignore[attr-defined]
    return State(int(facts["epoch"]), float(facts["best"]), int(facts["best_epoch"]), history), best  # type: ignore[call-overload, arg-type]
