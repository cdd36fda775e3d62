"""A scorer that is read back says what it said before."""

import numpy as np
import pytest
import torch

from engine.config import plain
from engine.errors import RunError
from engine.models import MODELS
from engine.models.checkpoint import save_tensors
from engine.models.load import load_scorer


@pytest.fixture
def train(pairs):
    rng = np.random.default_rng(0)
    return pairs(*[(u, i, float(rng.integers(1, 6))) for u in range(6) for i in range(0, 8, 1 + u % 3)])


@pytest.mark.parametrize("key", MODELS)
def test_scores_are_the_same(key, train, tmp_path):
    torch.manual_seed(0)
    component = MODELS[key]()
    scorer = component.build(6, 8, train)
    save_tensors(tmp_path / "model.safetensors", dict(scorer.state_dict()), {})
    model = {"kind": key, "params": plain(component)}
    again = load_scorer(model, tmp_path / "model.safetensors", 6, 8, train)
    users, items = torch.arange(6), torch.tensor([0, 3, 7, 1, 2, 5])
    assert torch.equal(scorer.score(users, items), again.score(users, items))


def test_tensors_of_another_size_are_refused(train, tmp_path):
    model = {"kind": "mf", "params": {"dim": 4}}
    scorer = MODELS["mf"]().build(6, 8, train)
    save_tensors(tmp_path / "model.safetensors", dict(scorer.state_dict()), {})
    with pytest.raises(RunError) as caught:
        load_scorer(model, tmp_path / "model.safetensors", 6, 8, train)
    assert caught.value.code == "training.model"
