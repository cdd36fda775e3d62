"""How often the intervals of indices hold the truth: their ends are what the intervals of all groups leave."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.statistics.gaps import value_interval
from engine.statistics.group_range import largest_range, range_bounds
from engine.statistics.ratios import Ratios, by_code, by_columns
from engine.statistics.spread import spread, spread_bounds
from tests.truth.worlds import RNG

LEVEL = 0.05
EQUAL, UNEQUAL = np.full(4, 0.3), np.array([0.2, 0.3, 0.3, 0.45])
"""True rates of four groups: without a difference the truth is at the edge, 0, where it is hardest to hold."""

Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Index:
    """An index drawn from a world with n users (in each group of users), and its true value."""

    name: str
    draw: Callable[[RNG, int], Bounds]
    truth: float


def ends(ratios: Ratios) -> tuple[np.ndarray, np.ndarray] | None:
    """The ends of all values' intervals, each at its part of the level, as the audit takes them outside of a family."""
    found = [value_interval(ratios, g, LEVEL / len(ratios.value)) for g in range(len(ratios.value))]
    if any(one is None for one in found):
        return None
    return np.array([max(0.0, one.low) for one in found if one]), np.array([one.high for one in found if one])


def rsp(rates: np.ndarray) -> Callable[[RNG, int], Bounds]:
    """The spread of four groups of items: each user's list of ten takes from each by its rate."""

    def draw(rng: RNG, n: int) -> Bounds:
        taken = rng.binomial(10, np.clip(rates + rng.normal(0, 0.05, (n, 4)), 0, 1)).astype(float)
        found = ends(by_columns(taken, np.full((n, 1), 10.0)))
        return found and spread_bounds(*found)

    return draw


def parity(rates: np.ndarray) -> Callable[[RNG, int], Bounds]:
    """The range of four groups of n users: each user's pairs, two to twenty, are accepted by the group's rate."""

    def draw(rng: RNG, n: int) -> Bounds:
        codes, pairs = np.repeat(np.arange(4), n), rng.integers(2, 21, 4 * n)
        own = rng.beta(6 * rates[codes], 6 * (1 - rates[codes]))
        accepted = rng.binomial(pairs, own).astype(float)
        found = ends(by_code(accepted, pairs.astype(float), codes, 4))
        return found and range_bounds(*(end[None, :] for end in found))

    return draw


def mixture(rng: RNG, n: int) -> Bounds:
    """The mean over users of an index of their lists, as NDKL: at least 0 and skewed."""
    found = ends(by_code(rng.gamma(2, 0.4, n), np.ones(n), np.zeros(n, dtype=int), 1))
    return found and (float(found[0][0]), float(found[1][0]))


INDICES = (
    Index("NDKL, mean over users", mixture, 0.8),
    Index("RSP of four groups, unequal", rsp(UNEQUAL), float(spread(UNEQUAL) or 0)),
    Index("RSP of four groups, equal", rsp(EQUAL), 0.0),
    Index("demographic parity of four groups, unequal", parity(UNEQUAL), largest_range(UNEQUAL[None, :])),
    Index("demographic parity of four groups, equal", parity(EQUAL), 0.0),
)


def coverage_of(index: Index, n: int, repeats: int) -> float:
    """The part of the bounds that hold the truth, of those that there are."""
    rng = np.random.default_rng(n)
    found = [index.draw(rng, n) for _ in range(repeats)]
    return float(np.mean([low <= index.truth <= high for low, high in (one for one in found if one is not None)]))
