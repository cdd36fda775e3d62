"""The loop: resumes where it was cut, stops when nothing improves, refuses what is not finite."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.config import TrainingConfig
from engine.errors import RunError
from engine.models import training
from engine.models.checkpoint import load_tensors, save_tensors
from engine.models.mf import MF
from engine.models.negatives import draw_negatives
from engine.models.training import Task, train
from engine.objectives import OBJECTIVES

CONFIG = TrainingConfig(epochs=8, batch_size=64, patience=8)


def task(world, objective="bpr", validate=lambda scorer: float(scorer.item_bias.detach().abs().sum())):
    return Task(world.train, np.ones(len(world.train), np.float32), OBJECTIVES[objective](), validate)


def scorer(world):
    torch.manual_seed(0)
    return MF(dim=4).build(60, 40, world.train)


def test_a_training_that_was_cut_ends_with_the_weights_of_one_that_was_not(world, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(training, "CHECKPOINT_COST", 0.0)
    whole = scorer(world)
    expected = train(whole, task(world), CONFIG)

    def cut(epoch, epochs):
        if epoch.epoch == 5:
            raise KeyboardInterrupt

    path = tmp_path / "checkpoint.safetensors"
    with pytest.raises(KeyboardInterrupt):
        train(scorer(world), task(world), CONFIG, path, cut)
    torch.manual_seed(999)
    resumed = MF(dim=4).build(60, 40, world.train)
    assert train(resumed, task(world), CONFIG, path) == expected
    for name, tensor in whole.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name])


def test_early_stopping_keeps_the_best_weights(world):
    scores = iter([0.3, 0.5, 0.4, 0.2, 0.1, 0.1, 0.1])
    seen = []

    def validate(of):
        seen.append(of.item_bias.detach().clone())
        return next(scores)

    made = scorer(world)
    history = train(made, task(world, validate=validate), replace(CONFIG, epochs=100, patience=4))
    assert [e.valid for e in history if e.valid is not None] == [0.3, 0.5, 0.4, 0.2]
    assert torch.equal(made.item_bias, seen[1])


@pytest.mark.parametrize("where", ["loss", "validation"])
def test_what_is_not_finite_fails_the_run(world, where):
    broken = task(world, validate=lambda of: float("nan")) if where == "validation" else task(world)
    if where == "loss":
        broken = replace(broken, penalties=(lambda batch, losses: losses.sum() * float("nan"),))
    with pytest.raises(RunError) as caught:
        train(scorer(world), broken, CONFIG)
    assert caught.value.code == "training.not_finite"


def test_negatives_are_never_positives_and_cover_the_rest():
    users = torch.arange(5).repeat(400)
    positive = torch.tensor([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]])
    keys = (torch.arange(5)[:, None] * 10 + positive).flatten().sort().values
    drawn = draw_negatives(users, 10, keys, torch.Generator().manual_seed(0))
    for user in range(5):
        assert set(drawn[users == user].tolist()) == set(range(10)) - set(positive[user].tolist())


def test_a_damaged_checkpoint_is_named(tmp_path):
    path = tmp_path / "checkpoint.safetensors"
    save_tensors(path, {"a": torch.arange(3)}, {"epoch": 1})
    assert load_tensors(path)[1] == {"epoch": 1}
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(RunError) as caught:
        load_tensors(path)
    assert caught.value.code == "training.checkpoint"


@pytest.mark.parametrize("patience", [1, 2, 3])
def test_only_a_validated_epoch_can_stop_the_loop(world, patience):
    made = scorer(world)
    history = train(made, task(world), replace(CONFIG, epochs=6, patience=patience))
    assert history[-1].valid is not None
    assert made.item_bias.detach().abs().sum() > 0, "trained, not the weights it began with"
