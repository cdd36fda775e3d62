"""A log with all that any propensity needs: positions, logged propensities, skips, and randomized rows set aside."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import Evidence

N_USERS, N_ITEMS = 300, 120


def rows(rng: np.random.Generator, users, items, feedback) -> Pairs:
    """Pairs with a position of 1 to 5 and a logged propensity each."""
    n = len(users)
    logged = {
        "position": rng.integers(1, 6, n).astype(np.float32),
        "propensity": rng.uniform(0.1, 1.0, n).astype(np.float32),
    }
    return Pairs(
        users.astype(np.int32), items.astype(np.int32), feedback.astype(np.float32), np.ones(n, np.float32), logged
    )


def make_world(seed: int = 0) -> tuple[Evidence, np.ndarray]:
    """Group-1 users see genre-1 items often, all others seldom: an interaction of two attributes; and the truth."""
    rng = np.random.default_rng(seed)
    group, genre = rng.integers(0, 2, N_USERS), rng.integers(0, 2, N_ITEMS)
    truth = np.where(group[:, None] * genre == 1, 0.3, 0.05)
    seen = rng.random(truth.shape) < truth
    users, items = np.nonzero(seen)
    train = rows(rng, users, items, rng.random(len(users)) < 0.4)
    apart = np.nonzero(~seen[:40] & (rng.random((40, N_ITEMS)) < 0.05))
    features = [Features(x[:, None].astype(np.float32), (name,)) for x, name in ((group, "group"), (genre, "genre"))]
    aside = rows(rng, *apart, rng.random(len(apart[0])) < 0.2)
    return Evidence(train, Eligible(N_USERS, N_ITEMS), *features, aside=aside, relevance=1.0), truth


@pytest.fixture(scope="module")
def world() -> tuple[Evidence, np.ndarray]:
    return make_world()


@pytest.fixture
def every_pair() -> tuple[np.ndarray, np.ndarray]:
    users = np.repeat(np.arange(N_USERS), N_ITEMS).astype(np.int32)
    return users, np.tile(np.arange(N_ITEMS), N_USERS).astype(np.int32)
