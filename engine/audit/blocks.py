"""Ratios of sums over users, of several groups at once, and what they become when users are drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.statistics.bootstrap import RESAMPLES, draws
from engine.statistics.estimate import Estimate, estimate

Array = NDArray[np.float64]


@dataclass(frozen=True)
class UserBlock:
    """A user metric by groups of users: numerators and denominators of shape (N,), members (N, groups)."""

    numerator: Array
    denominator: Array
    member: NDArray[np.bool_]

    def columns(self) -> tuple[Array, Array]:
        """Numerators and denominators by group, each of shape (N, groups); made when needed, not kept."""
        return self.numerator[:, None] * self.member, self.denominator[:, None] * self.member

    @property
    def estimates(self) -> list[Estimate | None]:
        """One estimate a group, made when asked for; None where it has no user with a value."""
        return [estimate(self.numerator * inside, self.denominator * inside) for inside in self.member.T]


@dataclass(frozen=True)
class ItemBlock:
    """Exposure an item by groups of items: `exposure` (N, groups) is divided by `total` (N,), user by user."""

    exposure: Array
    total: Array

    def columns(self) -> tuple[Array, Array]:
        """Numerators of shape (N, groups) and the denominator that all groups share, (N, 1)."""
        return self.exposure, self.total[:, None]

    @property
    def estimates(self) -> list[Estimate | None]:
        """One estimate a group of items, made when asked for."""
        return [estimate(column, self.total) for column in self.exposure.T]


Block = UserBlock | ItemBlock


def replicate(blocks: Sequence[Block], n_users: int, seed: int, resamples: int = RESAMPLES) -> list[Array]:
    """The ratios of every block in every resample, each of shape (resamples, groups); NaN for 0 / 0.

    The same users are drawn for all blocks, which is what pairs them. Blocks of equal content give
    equal ratios. Memory: one chunk of counts and the columns of one block at a time.
    """
    found: list[list[Array]] = [[] for _ in blocks]
    for counts in draws(n_users, seed, resamples):
        for place, block in enumerate(blocks):
            numerator, denominator = block.columns()
            with np.errstate(divide="ignore", invalid="ignore"):
                found[place].append((counts @ numerator) / (counts @ denominator))
    return [np.concatenate(parts) for parts in found]
