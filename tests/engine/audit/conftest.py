"""Systems to audit on the small world: lists of plain codes, a test fold, a train fold."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.audit import System
from engine.config import SplitConfig
from engine.contracts import Dataset, Lists, Pairs
from engine.data.split import read_log, split


@pytest.fixture
def system(dataset: Dataset) -> Callable[..., System]:
    """Random lists of ten for every user, or those of `choose(user, rng)`."""

    def made(choose: Any = None, seed: int = 0, scores: bool = False) -> System:
        rng = np.random.default_rng(seed)
        parts = split(read_log(dataset), SplitConfig("random"), np.random.default_rng(0))
        users = np.arange(dataset.schema.n_users, dtype=np.int32)
        pick = choose or (lambda user, rng: rng.permutation(dataset.schema.n_items)[:10])
        items = np.array([pick(user, rng) for user in users], dtype=np.int32)
        lists = Lists(users, items, np.zeros(items.shape, dtype=np.float32))
        predicted = rng.uniform(1, 5, len(parts.test)).astype(np.float32) if scores else None
        return System("r" * 16, lists, parts.test, predicted, parts.train, 4.0, "observed feedback")

    return made


@pytest.fixture
def pairs_of() -> Callable[[Pairs], set[tuple[int, int]]]:
    return lambda of: set(zip(of.users.tolist(), of.items.tolist(), strict=True))
