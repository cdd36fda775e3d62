"""The one training loop: tensors on the device, batches as slices of a shuffled index."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import Tensor, nn

from engine.config import TrainingConfig
from engine.contracts import Codes, Floats, Pairs
from engine.errors import RunError
from engine.models.sampling import Allowed, Drawn, DrawPairs, Sampler
from engine.models.scorer import Scorer
from engine.models.state import Epoch, Notice, State, Trained, resume, save
from engine.models.step import Learners, Penalty, Stepper
from engine.objectives import Batch, Objective

CHECKPOINT_SECONDS = 1.0
"""Least time between checkpoints."""
CHECKPOINT_COST = 30.0
"""A checkpoint that takes a second is followed by so many without one: at most about 3% of the time goes there."""
EVALUATE_EVERY = 2
"""Epochs between validations: a validation costs about a third of an epoch."""


def no_pairs(epoch: int, n: int) -> tuple[Codes, Codes]:
    """For objectives that draw none."""
    return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be trained on what, and how it is judged.

    `inverse_propensities`: shape (n,) beside `train`, divided by `mean_inverse`, their mean. `validate`: a number that
    is better when larger. `imputation`: the second scorer of an objective that imputes. `draw_pairs` and
    `pairs_per_row` (|D| / n): for objectives that read all eligible pairs. `allowed`: which pairs are; None: all.
    `learning_rate` is resolved.
    """

    train: Pairs
    inverse_propensities: Floats
    objective: Objective
    validate: Callable[[Scorer], float]
    penalties: tuple[Penalty, ...] = ()
    seed: int = 0
    learning_rate: float = 0.005
    mean_inverse: float = 1.0
    imputation: Scorer | None = None
    draw_pairs: DrawPairs = no_pairs
    allowed: Allowed | None = None
    pairs_per_row: float = 1.0


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
    scorer: Scorer,
    task: Task,
    config: TrainingConfig,
    checkpoint: Path | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> tuple[Epoch, ...]:
    """Minimise the task's risk until validation stops improving; the scorer ends with the best weights.

    Early stopping: `config.patience` epochs without a better validation. With `checkpoint`, a
    training that was cut goes on from its last one and ends with the same weights; `notice` is told
    where that one was damaged, so that an earlier one or none was used.

    Raises:
        RunError: `training.not_finite` where a loss or a validation is NaN or infinite.
        InputError: `disk.full` where a checkpoint finds no room; the earlier ones stay.
    """
    learners: nn.Module = scorer if task.imputation is None else Learners(scorer, task.imputation)
    parameters = [p for p in learners.parameters() if p.requires_grad]
    if not parameters:
        return ()
    device = parameters[0].device
    optimizer = torch.optim.Adam(parameters, task.learning_rate, fused=True)
    generator = torch.Generator(device).manual_seed(task.seed)
    data = _on_device(task, device)
    sampler = Sampler(task.objective, data, scorer.n_items, task.draw_pairs, task.allowed)
    stepper = Stepper(scorer, task.imputation, task.objective, task.penalties, optimizer)
    trained = Trained(learners, optimizer, generator)
    state, best = resume(checkpoint, trained, notice or _nobody)
    saved, pause = time.monotonic(), CHECKPOINT_SECONDS
    while state.epoch < config.epochs and not _finished(state, config.patience):
        state.epoch += 1
        loss = _epoch(stepper, data, sampler.draw(state.epoch, generator), config.batch_size, generator)
        valid = task.validate(scorer) if state.epoch % EVALUATE_EVERY == 0 or state.epoch == config.epochs else None
        if not np.isfinite(loss) or (valid is not None and not np.isfinite(valid)):
            raise RunError("training.not_finite", epoch=state.epoch)
        state.history.append(Epoch(state.epoch, loss, valid))
        if valid is not None and valid > state.best:
            state.best, state.best_epoch = valid, state.epoch
            best = {name: tensor.detach().clone() for name, tensor in learners.state_dict().items()}
        if progress is not None:
            progress(state.history[-1], config.epochs)
        if checkpoint is not None and time.monotonic() - saved >= pause:
            began = time.monotonic()
            save(checkpoint, trained, state, best)
            saved = time.monotonic()
            pause = max(CHECKPOINT_SECONDS, CHECKPOINT_COST * (saved - began))
    learners.load_state_dict(best)
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
    return Batch(
        users,
        items,
        tensor(pairs.feedback, torch.float32),
        tensor(pairs.weights, torch.float32),
        inverse,
        task.mean_inverse,
        task.pairs_per_row,
        *(torch.empty(0, dtype=torch.int64, device=device) for _ in range(4)),
    )


def _epoch(stepper: Stepper, data: Batch, drawn: Drawn, batch_size: int, generator: torch.Generator) -> float:
    """One pass over the training pairs; returns the mean risk of its batches."""
    n, device = len(data.users), data.users.device
    total = torch.zeros((), device=device)
    batches = torch.randperm(n, generator=generator, device=device).split(batch_size)  # type: ignore[no-untyped-call]
    for rows in batches:
        batch = Batch(
            data.users[rows],
            data.items[rows],
            data.feedback[rows],
            data.weights[rows],
            data.inverse_propensities[rows],
            data.mean_inverse,
            data.pairs_per_row,
            **drawn.beside(rows),
        )
        total += stepper.step(batch)
    return float(total / len(batches))


def _nobody(code: str) -> None:
    """Nobody is told."""
