"""Training states on disk as safetensors and JSON only: nothing that can run code when read."""

import json
from hashlib import sha256
from math import prod
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from engine.errors import RunError
from engine.workspace.files import write_bytes
from engine.workspace.seals import checked


def save_tensors(path: Path, tensors: dict[str, Tensor], facts: dict[str, object]) -> None:
    """Write tensors and facts to `path` atomically, with a seal: the SHA-256 of what they say.

    Raises:
        InputError: `disk.full`; what was there stays.
    """
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    told = json.dumps(facts)
    # One key alone: several are written in no order, and equal runs would have unequal bytes.
    write_bytes(path, save(plain, metadata={"sealed": f"{_seal(plain, told)} {told}"}))


def load_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, object]]:
    """Read what `save_tensors` wrote; files from before there were seals are read as they are.

    Raises:
        InputError: `workspace.damaged` where a finished run names other bytes for it.
        RunError: `training.checkpoint` where the file is damaged: it can't be read, or its seal does not hold.
    """
    try:
        with safe_open(checked(path), framework="pt") as stream:
            beside = stream.metadata()
            tensors = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118
        if set(beside) == {"facts"}:
            return tensors, json.loads(beside["facts"])
        seal, told = beside["sealed"].split(" ", 1)
        if seal != _seal(tensors, told):
            raise RunError("training.checkpoint", file=path.name)
        return tensors, json.loads(told)
    except (SafetensorError, KeyError, TypeError, ValueError):
        raise RunError("training.checkpoint", file=path.name) from None


def _seal(tensors: dict[str, Tensor], facts: str) -> str:
    """SHA-256 over the facts, and each tensor's name, type, shape and bytes, in the order of the names."""
    found = sha256(facts.encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        found.update(f"\n{name} {tensor.dtype} {list(tensor.shape)}\n".encode())
        found.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return found.hexdigest()


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
