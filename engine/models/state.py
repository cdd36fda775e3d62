"""Where a training stands, and how that is kept: two checkpoints on disk, the newer and the one before it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import RunError
from engine.models.checkpoint import load_tensors, optimizer_tensors, restore_optimizer, save_tensors
from engine.workspace import storage

FORMAT = 2
"""Of checkpoints; others are not gone on from."""

Notice = Callable[[str], None]
"""Told `checkpoint_previous` or `checkpoint_anew` where a checkpoint was of no use."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """One line of a training history; `valid` is None where the epoch was not validated."""

    epoch: int
    loss: float
    valid: float | None


@dataclass(slots=True)
class State:
    """Where the loop stands; all of it is in a checkpoint."""

    epoch: int = 0
    best: float = -np.inf
    best_epoch: int = 0
    history: list[Epoch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training changes: the scorer (and its imputation model), the optimizer, the generator that shuffles."""

    scorer: nn.Module
    optimizer: torch.optim.Optimizer
    generator: torch.Generator


def save(path: Path, trained: Trained, state: State, best: dict[str, Tensor]) -> None:
    """Write a checkpoint; the one before it stays beside it, so that at every moment one of them is whole.

    Raises:
        InputError: `disk.full`; the checkpoints that are there stay.
    """
    tensors = {f"model.{name}": tensor for name, tensor in trained.scorer.state_dict().items()}
    tensors |= {f"best.{name}": tensor for name, tensor in best.items()} | optimizer_tensors(trained.optimizer)
    tensors |= {"generator": trained.generator.get_state()} | _random_tensors()
    history = [[line.epoch, line.loss, line.valid] for line in state.history]
    facts = {"epoch": state.epoch, "best": state.best, "best_epoch": state.best_epoch, "history": history}
    newest = path.with_suffix(".new")
    save_tensors(newest, tensors, {"format": FORMAT, **facts, **_random_facts()})
    if path.exists():
        storage.move(path, before(path))
    storage.move(newest, path)
    storage.sync(path.parent)


def before(path: Path) -> Path:
    """The checkpoint before this one."""
    return path.with_suffix(".previous")


def resume(path: Path | None, trained: Trained, notice: Notice) -> tuple[State, dict[str, Tensor]]:
    """Go on from the newest checkpoint that is whole, with its random state; else start anew.

    One that is damaged is put aside as `.damaged`, and `notice` is told.
    """
    told = ""
    for candidate in () if path is None else (path, before(path)):
        if not candidate.exists():
            continue
        try:
            tensors, facts = _whole(candidate, trained.scorer)
        except RunError:
            storage.move(candidate, candidate.with_suffix(".damaged"))
            told = "checkpoint_previous"
            continue
        if told:
            notice(told)
        return _put_back(tensors, facts, trained)
    if told:
        notice("checkpoint_anew")
    return State(), {name: tensor.detach().clone() for name, tensor in trained.scorer.state_dict().items()}


def _whole(path: Path, scorer: nn.Module) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """A checkpoint of this scorer; nothing is put back before all of it is known to fit."""
    tensors, facts = load_tensors(path)
    wanted = {f"{part}.{name}": t.shape for part in ("model", "best") for name, t in scorer.state_dict().items()}
    found = {name: t.shape for name, t in tensors.items() if name.split(".")[0] in ("model", "best")}
    if facts.get("format") != FORMAT or found != wanted:
        raise RunError("training.checkpoint", file=path.name)
    return tensors, facts


def _put_back(tensors: dict[str, Tensor], facts: dict[str, Any], trained: Trained) -> tuple[State, dict[str, Tensor]]:
    device = next(trained.scorer.parameters()).device
    trained.scorer.load_state_dict({k.removeprefix("model."): v for k, v in tensors.items() if k.startswith("model.")})
    restore_optimizer(trained.optimizer, tensors)
    trained.generator.set_state(tensors["generator"])
    _restore_random(tensors, facts)
    best = {k.removeprefix("best."): v.to(device) for k, v in tensors.items() if k.startswith("best.")}
    history = [Epoch(int(epoch), float(loss), valid) for epoch, loss, valid in facts["history"]]
    return State(int(facts["epoch"]), float(facts["best"]), int(facts["best_epoch"]), history), best


def _random_tensors() -> dict[str, Tensor]:
    """The global generators of Python, numpy and torch: the generator of the loop is not the only one in reach."""
    found = {"random.torch": torch.get_rng_state()}
    if torch.cuda.is_available():
        found["random.cuda"] = torch.cuda.get_rng_state()
    words = _numpy_state()["state"]["key"]
    return {
        **found,
        "random.numpy": torch.from_numpy(words.astype(np.int64)),
        "random.python": torch.tensor(random.getstate()[1], dtype=torch.int64),
    }


def _numpy_state() -> Any:
    return np.random.get_state(legacy=False)  # noqa: NPY002 - what others may draw from


def _random_facts() -> dict[str, Any]:
    numpy = _numpy_state()
    rest = {"pos": numpy["state"]["pos"], "has_gauss": numpy["has_gauss"], "gauss": numpy["gauss"]}
    return {"numpy": rest, "python_gauss": random.getstate()[2]}


def _restore_random(tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
    torch.set_rng_state(tensors["random.torch"])
    if "random.cuda" in tensors and torch.cuda.is_available():
        torch.cuda.set_rng_state(tensors["random.cuda"])
    rest = facts["numpy"]
    key = tensors["random.numpy"].numpy().astype(np.uint32)
    np.random.set_state(("MT19937", key, rest["pos"], rest["has_gauss"], rest["gauss"]))  # noqa: NPY002 - what others may draw from
    random.setstate((3, tuple(tensors["random.python"].tolist()), facts["python_gauss"]))
