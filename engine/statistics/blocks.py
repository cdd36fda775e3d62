"""Ratios of sums over users, of several groups at once, and what they become when users are drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from engine.statistics.bootstrap import RESAMPLES, draws
from engine.statistics.ratios import Ratios, by_code, by_columns, by_member

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
    def disjoint(self) -> bool:
        """Whether no user is in two groups."""
        return bool((self.member.sum(axis=1) <= 1).all())

    @property
    def codes(self) -> NDArray[np.int64]:
        """The group of each user where groups are disjoint, shape (N,); -1 for users in none."""
        return np.where(self.member.any(axis=1), self.member.argmax(axis=1), -1)

    @property
    def ratios(self) -> Ratios:
        """Values, counts and covariance of all groups."""
        if self.disjoint:
            return by_code(self.numerator, self.denominator, self.codes, self.member.shape[1])
        return by_member(self.numerator, self.denominator, self.member)


@dataclass(frozen=True)
class ItemBlock:
    """What each user's list gives to groups of items: every user stands behind every group.

    `numerator` (N, groups) is summed over users and divided by the sum of `denominator`: of shape (N, groups), or
    (N, 1) where all groups share one, as exposure an item of any group does.
    """

    numerator: Array
    denominator: Array

    def columns(self) -> tuple[Array, Array]:
        """Numerators and denominators as they are."""
        return self.numerator, self.denominator

    @property
    def disjoint(self) -> bool:
        """Users stand behind several groups."""
        return False

    @property
    def ratios(self) -> Ratios:
        """Values, counts and covariance of all groups."""
        return by_columns(self.numerator, self.denominator)


Block = UserBlock | ItemBlock


def replicate(blocks: Sequence[Block], n_users: int, seed: int, resamples: int = RESAMPLES) -> list[Array]:
    """The ratios of every block in every resample, each of shape (resamples, groups); NaN for 0 / 0.

    The same users are drawn for all blocks, which is what pairs them. Blocks of equal content give
    equal ratios, and equal columns are added up once: most metrics count the same users. Memory: one chunk of counts,
    the columns of one block and the sums of all blocks in the chunk.
    """
    keys = [_keys(block) for block in blocks]
    with threadpool_limits(1, user_api="blas"):  # thin products: more threads cost time, and the last digits
        found = [_ratios(counts, blocks, keys) for counts in draws(n_users, seed, resamples)]
    return [np.concatenate(parts) for parts in zip(*found, strict=True)]


def _ratios(counts: Array, blocks: Sequence[Block], keys: Sequence[tuple[bytes, bytes]]) -> list[Array]:
    """The ratios of every block in one chunk of resamples, `counts` of shape (c, N)."""
    sums: dict[bytes, Array] = {}
    found = []
    for block, (above, below) in zip(blocks, keys, strict=True):
        for key, columns in zip((above, below), block.columns(), strict=True):
            if key not in sums:
                sums[key] = counts @ columns
        with np.errstate(divide="ignore", invalid="ignore"):
            found.append(sums[above] / sums[below])
    return found


def _keys(block: Block) -> tuple[bytes, bytes]:
    """Digests of what the columns above and below are made of."""
    member = block.member if isinstance(block, UserBlock) else np.zeros((0, 0), dtype=bool)
    above, below = (_digest(part, member) for part in (block.numerator, block.denominator))
    return above, below


def _digest(values: Array, member: NDArray[np.bool_]) -> bytes:
    made = blake2b(repr((values.shape, member.shape)).encode(), digest_size=16)
    made.update(np.ascontiguousarray(values).data)
    made.update(np.ascontiguousarray(member).data)
    return made.digest()
