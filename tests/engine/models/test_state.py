"""Checkpoints: no flipped bit goes unseen, one of two is whole at every moment, all randomness goes on where it was."""

import errno
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.config import TrainingConfig
from engine.errors import InputError, RunError
from engine.models import state, training
from engine.models.checkpoint import load_tensors, save_tensors
from engine.models.mf import MF
from engine.models.training import Task, train
from engine.objectives import OBJECTIVES
from engine.workspace import storage

CONFIG = TrainingConfig(epochs=8, batch_size=64, patience=8)
NAME = "checkpoint.safetensors"


@pytest.fixture(autouse=True)
def often(monkeypatch):
    """A checkpoint after each epoch, one thread; what the disk does with it is not waited for."""
    monkeypatch.setattr(training, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(training, "CHECKPOINT_COST", 0.0)
    monkeypatch.setattr("engine.workspace.storage.os.fsync", lambda _handle: None)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def noisy(batch, losses):
    """A penalty that draws from every generator in reach."""
    draws = random.random() + np.random.random() + np.random.standard_normal()  # noqa: NPY002
    return losses.sum() * 1e-3 * (draws + torch.rand(()))


def task(world):
    def validate(scorer):
        return float(scorer.item_bias.detach().abs().sum())

    return Task(world.train, np.ones(len(world.train), np.float32), OBJECTIVES["bpr"](), validate, (noisy,))


def seeded(world):
    torch.manual_seed(0)
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    return MF(dim=4).build(60, 40, world.train)


@pytest.fixture
def whole(world):
    made = seeded(world)
    return train(made, task(world), CONFIG), made.state_dict()


def cut(world, path, after):
    """A training that ends after so many epochs, with its checkpoints."""

    def stop(epoch, epochs):
        if epoch.epoch == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(seeded(world), task(world), CONFIG, path, stop)


def same_again(world, path, whole):
    """Going on gives the numbers of the training that was not cut; returns what was noticed."""
    noticed = []
    made = seeded(world) if not list(path.parent.glob("checkpoint.[nps]*")) else MF(dim=4).build(60, 40, world.train)
    assert train(made, task(world), CONFIG, path, None, noticed.append) == whole[0]
    assert all(torch.equal(tensor, whole[1][name]) for name, tensor in made.state_dict().items())
    return noticed


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def test_randomness_of_python_numpy_and_torch_goes_on_where_it_was(world, tmp_path, whole):
    cut(world, tmp_path / NAME, 5)
    random.seed(9), np.random.seed(9), torch.manual_seed(9)  # noqa: NPY002, B018
    assert same_again(world, tmp_path / NAME, whole) == []


def test_a_flipped_bit_anywhere_in_a_small_file_is_seen(tmp_path):
    path = tmp_path / "x.safetensors"
    save_tensors(path, {"a": torch.arange(3.0), "n": torch.tensor(7), "e": torch.empty(0)}, {"epoch": 1})
    assert load_tensors(path)[1] == {"epoch": 1}
    bits = 8 * path.stat().st_size
    for bit in sorted({*range(64), *random.Random(0).sample(range(bits), 400), *range(bits - 64, bits)}):
        flip(path, bit)
        with pytest.raises(RunError) as caught:
            load_tensors(path)
        assert caught.value.code == "training.checkpoint"
        flip(path, bit)
    assert load_tensors(path)[1] == {"epoch": 1}


def test_files_from_before_there_were_seals_are_read(tmp_path):
    from safetensors.torch import save

    (tmp_path / "x").write_bytes(save({"a": torch.arange(3)}, metadata={"facts": "{}"}))
    assert load_tensors(tmp_path / "x")[0]["a"].tolist() == [0, 1, 2]
    (tmp_path / "y").write_bytes(save({"a": torch.arange(3)}))
    with pytest.raises(RunError):
        load_tensors(tmp_path / "y")


def test_with_a_damaged_checkpoint_it_goes_on_from_the_one_before_else_anew(world, tmp_path, whole):
    path = tmp_path / NAME
    cut(world, path, 5)
    assert load_tensors(path)[1]["epoch"] == 4 and load_tensors(state.before(path))[1]["epoch"] == 3
    flip(path, 8 * (path.stat().st_size - 1))
    assert same_again(world, path, whole) == ["checkpoint_previous"]
    for file in tmp_path.iterdir():
        file.unlink()
    cut(world, path, 5)
    flip(path, 8 * (path.stat().st_size - 1))
    state.before(path).write_bytes(b"nonsense")
    noticed = []
    made = seeded(world)
    assert train(made, task(world), CONFIG, path, None, noticed.append) == whole[0]
    assert noticed == ["checkpoint_anew"] and path.with_suffix(".damaged").exists()


def test_a_checkpoint_of_another_model_or_format_is_not_gone_on_from(world, tmp_path, whole, monkeypatch):
    path = tmp_path / NAME
    save_tensors(path, {"model.x": torch.zeros(1)}, {"epoch": 7})
    noticed = []
    made = seeded(world)
    assert train(made, task(world), CONFIG, path, None, noticed.append) == whole[0]
    assert noticed == ["checkpoint_anew"]


def test_whichever_operation_of_a_checkpoint_fails_one_of_the_two_is_whole(world, tmp_path, whole, monkeypatch):
    path = tmp_path / NAME
    cut(world, path, 4)
    failed = 0
    for k in range(9):
        seen = []

        def fail(operation, _path, seen=seen, k=k):
            seen.append(operation)
            if len(seen) == k + 1:
                raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(storage, "HOOKS", [fail])
        made = MF(dim=4).build(60, 40, world.train)
        try:
            train(made, task(world), replace(CONFIG, epochs=4), path)
        except InputError as error:
            failed += error.code == "disk.full"
        monkeypatch.setattr(storage, "HOOKS", [])
        assert {load_tensors(file)[1]["epoch"] for file in (path, state.before(path)) if file.exists()} & {2, 3, 4}
    assert failed >= 4 and same_again(world, path, whole) == []
