"""Small worlds as files, imported, with a system that was made by hand: users and items are numbered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.audit import System
from engine.contracts import Dataset, Lists, Pairs
from engine.data.importing import ImportRequest
from engine.data.split import read_log
from engine.workspace import Workspace

Row = tuple[int, int, float]
LENGTH = 4
LIKED, DISLIKED, OTHERS, MET = (range(at, at + 4) for at in (0, 4, 8, 12))
"""Items that everybody likes in the test, dislikes in it, leaves untested, and met before."""


@dataclass(frozen=True)
class World:
    """What a trap is made of: attributes have one text a user or item, empty for none; `repeats` of each row."""

    people: Mapping[str, Sequence[str]]
    lists: Mapping[int, Sequence[int]]
    test: Sequence[Row]
    train: Sequence[Row] = ()
    goods: Mapping[str, Sequence[str]] = field(default_factory=dict)
    scores: Callable[[Row], float] | None = None
    on_scale: bool = True
    relevance: float | None = 4.0
    span: tuple[float, float] | None = (0.0, 5.0)
    repeats: int = 1

    def ordered(self, lines: list[str]) -> list[str]:
        """The lines of a file in the order in which they are written."""
        return lines


def groups(**sizes: int) -> list[str]:
    """One label a user, for example `groups(a=100, b=9)`; `none` is no value."""
    return ["" if label == "none" else label for label, n in sizes.items() for _user in range(n)]


def served(chances: Sequence[float], seed: int = 0) -> dict[int, list[int]]:
    """Lists of four: each place has a liked item with the user's chance, else one that nobody judged."""
    draws = np.random.default_rng(seed).random((len(chances), LENGTH))
    return {
        u: [LIKED[j] if draw < chance else OTHERS[j] for j, draw in enumerate(row)]
        for u, (row, chance) in enumerate(zip(draws, chances, strict=True))
    }


def liked(n_users: int, feedback: float = 5.0) -> list[Row]:
    """A test in which every user likes the same four items."""
    return [(u, i, feedback) for u in range(n_users) for i in LIKED]


def both(n_users: int, high: float = 5.0, low: float = 1.0) -> list[Row]:
    """A test in which every user likes four items and dislikes four."""
    return [*liked(n_users, high), *((u, i, low) for u in range(n_users) for i in DISLIKED)]


def even(labels: Sequence[str], chances: Mapping[str, float] | float = 0.5, seed: int = 0) -> World:
    """Groups of one attribute `g`, each user's places filled with the group's chance."""
    each = [chances if isinstance(chances, float) else chances[label] for label in labels]
    return World({"g": labels}, served(each, seed), liked(len(labels)))


@contextmanager
def opened(world: World, folder: Path) -> Iterator[tuple[Dataset, System]]:
    """The world imported into a workspace of its own, and the system; pairs come back from the dataset."""
    workspace = Workspace(folder / "workspace")
    with workspace.dataset(workspace.add_dataset(files(world, folder)).id) as dataset:
        log = read_log(dataset).pairs
        tested = {(u, i) for u, i, _feedback in world.test}
        inside = np.array([pair in tested for pair in zip(log.users.tolist(), log.items.tolist(), strict=True)])
        test, train = log.take(inside), log.take(~inside)
        yield (
            dataset,
            System("r" * 16, _lists(world), test, _scores(world, test), train, world.relevance, "observed feedback",
                   on_scale=world.on_scale),
        )  # fmt: skip


def files(world: World, folder: Path) -> ImportRequest:
    rows = [f"u{u:05d},i{i:05d},{f:g}" for u, i, f in (*world.test, *world.train)] * world.repeats
    n_users = len(next(iter(world.people.values())))
    n_items = max([MET[-1], *(i for _u, i, _f in (*world.test, *world.train))]) + 1
    tables = {
        "interactions": ["user_id,item_id,feedback", *rows],
        "users": _table("user_id", "u", n_users, world.people),
        "items": _table("item_id", "i", n_items, world.goods),
    }
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, lines in tables.items():
        files[name].write_text("\n".join([lines[0], *world.ordered(lines[1:])]) + "\n", encoding="utf-8")
    return ImportRequest(**files, name="trap", relevance=world.relevance, feedback_range=world.span)


def _table(key: str, letter: str, n: int, columns: Mapping[str, Sequence[str]]) -> list[str]:
    lines = [",".join((key, *columns))]
    return lines + [",".join((f"{letter}{at:05d}", *(of[at] for of in columns.values()))) for at in range(n)]


def _lists(world: World) -> Lists:
    users = np.array(sorted(world.lists), dtype=np.int32)
    items = np.array([world.lists[u] for u in users.tolist()], dtype=np.int32)
    return Lists(users, items, np.zeros(items.shape, dtype=np.float32))


def _scores(world: World, test: Pairs) -> np.ndarray | None:
    if world.scores is None:
        return None
    rows = zip(test.users.tolist(), test.items.tolist(), test.feedback.tolist(), strict=True)
    return np.array([world.scores(row) for row in rows], dtype=np.float32)
