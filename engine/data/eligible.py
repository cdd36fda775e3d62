"""Which pairs of a user and an item could have been observed at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes


@dataclass(frozen=True, slots=True)
class Eligible:
    """Every pair of `n_users` and `n_items`."""

    n_users: int
    n_items: int

    @property
    def n(self) -> int:
        """How many there are, |D|."""
        return self.n_users * self.n_items

    def contains(self, users: Codes, items: Codes) -> NDArray[np.bool_]:
        """Whether each of n pairs is eligible, shape (n,)."""
        return np.ones(len(users), dtype=bool)

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Codes, Codes]:
        """N eligible pairs, uniform and with repeats."""
        users = rng.integers(0, self.n_users, n).astype(np.int32)
        return users, rng.integers(0, self.n_items, n).astype(np.int32)
