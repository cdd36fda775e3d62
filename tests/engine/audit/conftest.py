"""Systems to audit on the small world: lists of plain codes, a test fold, a train fold."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from engine.audit import System, audit
from engine.config import AuditConfig, SplitConfig
from engine.contracts import AuditTable, Dataset, Lists, Pairs
from engine.data.split import read_log, split
from engine.workspace import Workspace


@pytest.fixture(scope="module")
def dataset(small: tuple[Workspace, str]) -> Iterator[Dataset]:
    """The small world, opened once for the tests of a file."""
    workspace, identifier = small
    with workspace.dataset(identifier) as opened:
        yield opened


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def plain(dataset: Dataset, system: Callable[..., System]) -> AuditTable:
    """The default audit of random lists without scores."""
    return audit(dataset, system(), AuditConfig())


@pytest.fixture(scope="module")
def pairs_of() -> Callable[[Pairs], set[tuple[int, int]]]:
    return lambda of: set(zip(of.users.tolist(), of.items.tolist(), strict=True))
