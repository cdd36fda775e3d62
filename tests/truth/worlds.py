"""Worlds whose gaps are known: users' values by kind of metric, and a family of eight contrasts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.statistics.blocks import Block, ItemBlock, UserBlock
from engine.statistics.contrasts import Contrast

Array = NDArray[np.float64]
Units = tuple[Array, Array]
RNG = np.random.Generator

NDCG_ZERO = 0.6
"""The share of users of whose relevant items none was in the list."""


def ndcg(rng: RNG, n: int, zeros: float = NDCG_ZERO) -> Units:
    """One number a user, many of them 0; mean (1 - zeros) x 0.4."""
    return (rng.random(n) >= zeros) * rng.beta(2, 3, n), np.ones(n)


def recall(rng: RNG, n: int) -> Units:
    """Hits of 1 to 7 or so relevant items, users differ in their rate; mean 1 / 4."""
    asked = 1 + rng.poisson(3, n)
    return rng.binomial(asked, rng.beta(1, 3, n)) / asked, np.ones(n)


def error(rng: RNG, n: int) -> Units:
    """A user's mean absolute error: skewed, never 0; mean 0.75."""
    return rng.gamma(4, 0.1875, n), np.ones(n)


def rows(rng: RNG, n: int) -> Array:
    """How many rows each user has: median 7, the first of 100 users some 45."""
    return np.maximum(1, np.round(rng.lognormal(2, 0.8, n)))


def pooled(rng: RNG, n: int) -> Units:
    """A mean over rows: sums of absolute errors over users of very different activity, users as clusters."""
    many = rows(rng, n)
    return many * rng.gamma(6, 0.125, n) + np.sqrt(many) * rng.normal(0, 0.2, n), many


def signed(rng: RNG, n: int) -> Units:
    """A mean error over rows, about 0."""
    many = rows(rng, n)
    return many * rng.normal(0, 0.4, n) + np.sqrt(many) * rng.normal(0, 0.9, n), many


def squares(rng: RNG, n: int) -> Units:
    """Sums of squared errors over rows; users differ in how well they are predicted. Mean 0.9."""
    many = rows(rng, n)
    return rng.gamma(6, 0.15, n) * rng.chisquare(many), many


def exposure(rng: RNG, n: int) -> Units:
    """What n lists give to two groups of items alike, shapes (n, 2) and (n, 1): one list has both, so they depend."""
    taste = rng.dirichlet([0.8, 0.8, 4], n)
    return np.stack([rng.binomial(10, part) for part in taste[:, :2].T], axis=1) / 10, np.ones((n, 1))


CONTRASTS = (
    Contrast(0, 1, 0, "ratio"),
    Contrast(1, 1, 0, "ratio"),
    Contrast(1, 2, 0, "ratio"),
    Contrast(2, 1, 0, "ratio"),
    Contrast(3, 1, 0, "ratio"),
    Contrast(3, 2, 0, "ratio"),
    Contrast(4, 1, 0, "ratio"),
    Contrast(4, 2, 0, "ratio"),
)
"""NDCG and recall by an attribute of two groups and one of three, exposure of three groups of items."""


def family(rng: RNG, size: int, gaps: Sequence[float]) -> list[Block]:
    """Blocks of 12 x size users in which each contrast has the gap given for it.

    Attributes of 7:5 and 6:3:3 users, crossed, so each gap holds whatever the other attribute does to the metric.
    """
    first, second = np.tile(np.repeat([0, 1], [7, 5]), size), np.repeat([0, 1, 2], [6 * size, 3 * size, 3 * size])
    n, found = 12 * size, []
    for metric, (a, b, c) in ((ndcg, gaps[:3]), (recall, gaps[3:6])):
        values, ones = metric(rng, n)
        values = values * np.array([1, a])[first] * np.array([1, b, c])[second]
        found += [UserBlock(values, ones, codes[:, None] == np.arange(k)) for codes, k in ((first, 2), (second, 3))]
    given = rng.gamma(2, 0.5, (n, 1)) * rng.gamma(2, 0.5, (n, 3)) * np.array([1, *gaps[6:]])
    return [*found, ItemBlock(given, np.ones((n, 1)))]


def one(rng: RNG, size: int, gap: float) -> list[Block]:
    """NDCG of 5 x size users against 7 x size, with that gap."""
    values, ones = ndcg(rng, 12 * size)
    codes = np.repeat([0, 1], [7 * size, 5 * size])
    return [UserBlock(values * np.array([1, gap])[codes], ones, codes[:, None] == np.arange(2))]
