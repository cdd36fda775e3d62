"""A small log with a randomized slice, in which people rate what they like."""

import numpy as np
import pandas as pd
import pytest

from engine.config import RunConfig, Spec, SplitConfig, TrainingConfig
from engine.data.importing import ImportRequest
from engine.workspace import Workspace

QUICK = TrainingConfig(epochs=6, batch_size=256)


@pytest.fixture(scope="session")
def selected(tmp_path_factory) -> tuple[Workspace, str]:
    """90 users, 40 items, ratings 1 to 5; observed the likelier the better, eight more each shown at random."""
    rng = np.random.default_rng(3)
    taste = rng.normal(size=(90, 2)) @ rng.normal(size=(2, 40)) + rng.normal(size=40)
    rating = 1 + np.searchsorted(np.quantile(taste, [0.3, 0.55, 0.75, 0.9]), taste.ravel()).reshape(taste.shape)
    random = np.argsort(np.argsort(rng.random(taste.shape), axis=1), axis=1) < 8
    chosen = (rng.random(taste.shape) < 0.05 * rating) & ~random
    users, items = np.nonzero(random | chosen)
    folder = tmp_path_factory.mktemp("selected")
    names = {"user_id": [f"u{u:02d}" for u in users], "item_id": [f"i{i:02d}" for i in items]}
    log = pd.DataFrame({**names, "feedback": rating[users, items], "randomized": random[users, items]})
    log.to_csv(folder / "log.csv", index=False)
    workspace = Workspace(folder / "ws")
    return workspace, workspace.add_dataset(ImportRequest(folder / "log.csv")).id


def setup(objective: str, propensity: str = "auto", **more) -> RunConfig:
    """A quick training of a small factorisation, judged by the randomized slice."""
    more = {"model": Spec.of("mf", dim=4), "training": QUICK, **more}
    return RunConfig(split=SplitConfig("randomized"), objective=Spec(objective), propensity=Spec(propensity), **more)
