"""What stands beside training pairs: eligible, of the right kind, the same after a cut."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.config import TrainingConfig
from engine.data.availability import always
from engine.data.eligible import Eligible
from engine.models import MODELS, training
from engine.models.fit import Plan, _allowing, fit
from engine.models.sampling import Sampler
from engine.objectives import OBJECTIVES, Batch

CPU = torch.device("cpu")
EVEN = Eligible(60, 40, always(60), always(40).only(np.arange(40) % 2 == 0))
"""Only items with an even code could be met."""


def data(world, inverse=3.0):
    codes = [torch.from_numpy(of.astype(np.int64)) for of in (world.train.users, world.train.items)]
    ones = torch.ones(len(codes[0]))
    return Batch(*codes, ones, ones, ones, mean_inverse=inverse)


def sampler(objective, world, allowed=None, draw_pairs=lambda epoch, n: (np.zeros(n), np.zeros(n))):
    return Sampler(OBJECTIVES[objective](), data(world), 40, draw_pairs, allowed)


@pytest.mark.parametrize("objective", ["bpr", "ubpr"])
def test_items_beside_positives_are_eligible(objective, world):
    drawn = sampler(objective, world, _allowing(EVEN)).draw(1, torch.Generator().manual_seed(0))
    assert (drawn.items % 2 == 0).all() and len(torch.unique(drawn.items)) == 20
    plain = sampler(objective, world).draw(1, torch.Generator().manual_seed(0))
    assert (plain.items % 2 == 1).any()


def test_any_item_has_the_inverse_of_a_positive_and_else_nothing(world):
    drawn = sampler("ubpr", world).draw(1, torch.Generator().manual_seed(0))
    positives = set(zip(world.train.users.tolist(), world.train.items.tolist(), strict=True))
    pairs = zip(world.train.users.tolist(), drawn.items.tolist(), strict=True)
    assert drawn.inverses.tolist() == [3.0 if pair in positives else 0.0 for pair in pairs]
    assert 0 < (drawn.inverses > 0).float().mean() < 1


def plan(objective, world, eligible):
    return Plan(
        model=MODELS["mf"](dim=4), objective=OBJECTIVES[objective](), split=world, train=world.train,
        propensities=np.full(len(world.train), 0.4), validation_weights=None, test_weights=None, penalties=(),
        relevance=4.0, k=5, seed=0, eligible=eligible,
    )  # fmt: skip


@pytest.mark.parametrize("objective", ["dr", "rel_mf"])
def test_drawn_pairs_move_no_item_that_could_not_be_met(objective, world):
    """Odd items have no training row here: what is drawn is all that could move them."""
    even = replace(world, train=world.train.take(world.train.items % 2 == 0))
    torch.manual_seed(0)
    begun = MODELS["mf"](dim=4).build(60, 40, even.train)
    trained, _history = fit(plan(objective, even, EVEN), TrainingConfig(epochs=2, batch_size=64), CPU)
    assert torch.equal(trained.item_bias[1::2], begun.item_bias[1::2])
    assert not torch.equal(trained.item_bias[::2], begun.item_bias[::2])


@pytest.mark.parametrize("objective", ["dr", "rel_mf"])
def test_a_training_that_was_cut_draws_the_same_pairs_again(objective, world, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(training, "CHECKPOINT_COST", 0.0)
    config, asked = TrainingConfig(epochs=6, batch_size=64), plan(objective, world, EVEN)
    whole, expected = fit(asked, config, CPU)

    def cut(epoch, epochs):
        if epoch.epoch == 4:
            raise KeyboardInterrupt

    path = tmp_path / "checkpoint.safetensors"
    with pytest.raises(KeyboardInterrupt):
        fit(asked, config, CPU, path, cut)
    resumed, history = fit(asked, config, CPU, path)
    assert history == expected
    for name, tensor in whole.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name])
