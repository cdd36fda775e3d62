"""One trained run on the small world for all tests of the room, and the ground of its explanations."""

import numpy as np
import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.contracts import Pairs
from engine.explain import ground
from engine.models.load import load_scorer
from engine.models.predict import pair_scores
from engine.workspace.arrays import read_fold, read_lists

CONFIG = RunConfig(seed=21, model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=10, batch_size=512))


@pytest.fixture(scope="session")
def trained(small):
    workspace, dataset = small
    return engine.run(workspace, dataset, CONFIG)


@pytest.fixture(scope="session")
def make_ground(small, trained):
    """`make_ground(seed)`: the run's ground, fitted anew."""
    workspace, dataset = small
    train = read_fold(trained.path / "split.parquet", "train")
    lists = read_lists(trained.path / "recommendations.parquet")

    def made(seed=0):
        with workspace.dataset(dataset) as opened:
            schema = opened.schema
            file = trained.path / "model.safetensors"
            scorer = load_scorer(trained.config["model"], file, schema.n_users, schema.n_items, train)

            def score(users, items):
                nothing = np.zeros(len(users), dtype=np.float32)
                return pair_scores(scorer, Pairs(users, items, nothing, nothing))

            return ground(opened, train, lists, score, np.random.default_rng(seed))

    return made


@pytest.fixture(scope="session")
def on(make_ground):
    return make_ground()
