"""A block world: users and items in camps, so that the right answer is known."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.contracts import Pairs, Split
from engine.objectives import OBJECTIVES


def blocks(seed: int = 0, n_users: int = 60, n_items: int = 40, camps: int = 4) -> Split:
    """Users rate what they see: 5 in their own camp, 1 elsewhere; a tenth each is held out."""
    rng = np.random.default_rng(seed)
    liked = np.arange(n_users)[:, None] % camps == np.arange(n_items) % camps
    users, items = np.nonzero(rng.random((n_users, n_items)) < 0.25 + 0.35 * liked)
    feedback = np.where(liked[users, items], 5.0, 1.0).astype(np.float32)
    every = Pairs(users.astype(np.int32), items.astype(np.int32), feedback, np.ones(len(users), np.float32))
    fold = rng.choice(3, len(users), p=[0.8, 0.1, 0.1])
    return Split("random", *(every.take(fold == f) for f in range(3)))


@pytest.fixture
def world() -> Split:
    return blocks()


@pytest.fixture
def objective() -> Callable[[str], object]:
    return lambda key: OBJECTIVES[key]()
