"""Random worlds for whole audits: one catalogue and one population, systems and tests drawn anew."""

from collections.abc import Mapping

import numpy as np

from engine.audit import System
from engine.contracts import Lists, Pairs
from tests.reference.items import World
from tests.traps import world as files

SIZES = {"a": 40, "b": 36, "c": 32, "d": 30, "none": 20}
PEOPLE = files.groups(**SIZES)
N_USERS, N_ITEMS, LENGTH = len(PEOPLE), 24, 6
GENRES = ["x|y", "x", "y", "z", "", "x|z"] * 4
GENRE_SETS = [{"xyz".index(part) for part in genre.split("|") if part} for genre in GENRES]
WITH_UNKNOWN = [of or {3} for of in GENRE_SETS]
BASE = files.World({"g": PEOPLE}, {0: [0]}, [(u, i, 5.0) for u in range(N_USERS) for i in (0, 23)],
                   goods={"genres": GENRES})  # fmt: skip
"""What is imported: who the users are and what the items; its interactions play no part."""
RELEVANCE = 4.0


def drawn(seed: int) -> World:
    """Groups in which all, some or none of the pairs are liked, or accepted; some without test pairs, some unserved.

    Among the tested of a group all have a positive, or none has: nobody is few, so that little is withheld.
    """
    rng = np.random.default_rng(seed)
    tested: dict[tuple[int, int], float] = {}
    scores: dict[tuple[int, int], float] = {}
    for label in SIZES:
        users = np.array([u for u, own in enumerate(PEOPLE) if own == label.replace("none", "")])
        kinds, accepts = rng.choice([0, 1, 2], p=[0.15, 0.7, 0.15]), rng.choice([0.0, 0.5, 1.0], p=[0.15, 0.7, 0.15])
        for u in rng.permutation(users)[rng.choice([0, 10]) :].tolist():
            chosen = rng.choice(N_ITEMS, rng.integers(2, 9), replace=False).tolist()
            for at, item in enumerate(chosen):
                positive = {0: False, 1: at == 0 or (at > 1 and rng.random() < 0.5), 2: True}[int(kinds)]
                tested[u, item] = float(rng.integers(4, 6) if positive else rng.integers(1, 4))
                scores[u, item] = float(rng.integers(4, 6) if rng.random() < accepts else rng.integers(1, 4))
    history = {
        (u, int(i)) for u in range(N_USERS) for i in rng.choice(N_ITEMS, rng.integers(0, 6)) if (u, i) not in tested
    }
    served = [u for u in range(N_USERS) if rng.random() < 0.9]
    lists = {u: rng.choice(N_ITEMS, LENGTH, replace=False).tolist() for u in served}
    return World(lists, tested, scores, history, GENRE_SETS, 3, RELEVANCE)


def system_of(of: World) -> System:
    """The engine's system of a world."""
    users = np.array(sorted(of.lists), dtype=np.int32)
    items = np.array([of.lists[u] for u in users.tolist()], dtype=np.int32)
    pairs = sorted(of.tested)
    scores = np.array([of.scores[pair] for pair in pairs], dtype=np.float32)
    train = _pairs(dict.fromkeys(of.history, 5.0))
    return System("r" * 16, Lists(users, items, np.zeros(items.shape, dtype=np.float32)), _pairs(of.tested), scores,
                  train, RELEVANCE, "observed feedback")  # fmt: skip


def _pairs(of: Mapping[tuple[int, int], float]) -> Pairs:
    rows = sorted(of)
    codes = np.array(rows, dtype=np.int32).reshape(-1, 2)
    feedback = np.array([of[row] for row in rows], dtype=np.float32)
    return Pairs(codes[:, 0], codes[:, 1], feedback, np.ones(len(rows), dtype=np.float32))
