"""A small world with taste in it, imported once for all tests of the engine that only read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.contracts import Dataset, Pairs
from engine.data.importing import ImportRequest
from engine.workspace import Workspace

N_USERS, N_ITEMS = 240, 48


def write_small_world(folder: Path, seed: int = 0) -> ImportRequest:
    """240 users in two taste camps, 48 items in two genres; camps like their own genre."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    camp = np.arange(N_USERS) % 2
    genre = np.arange(N_ITEMS) % 2
    likes = 1 / (1 + np.exp(-(3.0 * (camp[:, None] == genre) - 1.5 + rng.normal(0, 0.5, (N_USERS, N_ITEMS)))))
    seen = rng.random((N_USERS, N_ITEMS)) < 0.15 + 0.35 * likes
    users, items = np.nonzero(seen)
    ratings = np.clip(np.round(1 + 4 * likes[users, items] + rng.normal(0, 0.5, len(users))), 1, 5).astype(int)
    times = rng.integers(1_700_000_000, 1_710_000_000, len(users))
    rows = [f"u{u:03d},i{i:02d},{r},{t}" for u, i, r, t in zip(users, items, ratings, times, strict=True)]
    ages = rng.integers(18, 70, N_USERS)
    people = [
        f"u{u:03d},{'F' if u % 3 else 'M'},{ages[u]},{'' if u < 12 else 'north' if u % 5 else 'south'}"
        for u in range(N_USERS)
    ]
    goods = [
        f"i{i:02d},p{i % 6},{'Alpha' if genre[i] else 'Beta'}{'|Gamma' if i % 4 == 0 else ''}" for i in range(N_ITEMS)
    ]
    tables = {
        "interactions": ["user_id,item_id,feedback,timestamp", *rows],
        "users": ["user_id,gender,age,area", *people],
        "items": ["item_id,provider,genres", *goods],
    }
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, lines in tables.items():
        files[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ImportRequest(**files, name="small", relevance=4.0, feedback_range=(1.0, 5.0))


@pytest.fixture(scope="session")
def small_request(tmp_path_factory: pytest.TempPathFactory) -> ImportRequest:
    return write_small_world(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, small_request: ImportRequest) -> tuple[Workspace, str]:
    """A workspace with the small world in it, and the dataset's id."""
    workspace = Workspace(tmp_path_factory.mktemp("small") / "ws")
    return workspace, workspace.add_dataset(small_request).id


@pytest.fixture
def dataset(small: tuple[Workspace, str]) -> Iterator[Dataset]:
    """The small world, opened."""
    workspace, identifier = small
    with workspace.dataset(identifier) as opened:
        yield opened


@pytest.fixture
def pairs() -> Callable[..., Pairs]:
    """Pairs from rows of (user, item, feedback[, weight]), sorted as the engine keeps them."""

    def made(*rows: tuple[float, ...]) -> Pairs:
        table = np.array([(*row, 1.0)[:4] for row in sorted(rows)], dtype=np.float64).reshape(-1, 4)
        return Pairs(
            table[:, 0].astype(np.int32),
            table[:, 1].astype(np.int32),
            table[:, 2].astype(np.float32),
            table[:, 3].astype(np.float32),
        )

    return made
