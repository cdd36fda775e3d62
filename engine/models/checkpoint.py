"""Training states on disk as safetensors and JSON only: nothing that can run code when read."""

import json
from math import prod
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from engine.errors import RunError
from engine.workspace.seals import checked


def save_tensors(path: Path, tensors: dict[str, Tensor], facts: dict[str, object]) -> None:
    """Write tensors and facts to `path` atomically."""
    beside = path.with_suffix(".tmp")
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    beside.write_bytes(save(plain, metadata={"facts": json.dumps(facts)}))
    beside.replace(path)


def load_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, object]]:
    """Read what `save_tensors` wrote.

    Raises:
        InputError: `workspace.damaged` where a finished run names other bytes for it.
        RunError: `training.checkpoint` where the file is damaged.
    """
    try:
        with safe_open(checked(path), framework="pt") as stream:
            facts = json.loads(stream.metadata()["facts"])
            return {name: stream.get_tensor(name) for name in stream.keys()}, facts  # noqa: SIM118
    except (SafetensorError, KeyError, json.JSONDecodeError):
        raise RunError("training.checkpoint", file=path.name) from None


def stored_numbers(path: Path) -> int:
    """How many numbers the tensors of a file have together, read off its header.

    Raises:
        InputError: `workspace.damaged` where a finished run names other bytes for it.
        RunError: `training.checkpoint` where the file is damaged.
    """
    try:
        with safe_open(checked(path), framework="pt") as stream:
            return sum(prod(stream.get_slice(name).get_shape()) for name in stream.keys())  # noqa: SIM118
    except SafetensorError:
        raise RunError("training.checkpoint", file=path.name) from None


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """The optimizer's state as named tensors: `optimizer.<parameter>.<name>`."""
    state = optimizer.state_dict()["state"]
    return {f"optimizer.{index}.{name}": value for index, part in state.items() for name, value in part.items()}


def restore_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    """Put back what `optimizer_tensors` gave."""
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        if key.startswith("optimizer."):
            _, index, name = key.split(".", 2)
            state.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
