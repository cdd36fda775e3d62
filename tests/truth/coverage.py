"""How often intervals hold the truth, by kind of metric: the truth is no gap, and a value that is known."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine.statistics.estimate import Interval
from engine.statistics.gaps import Gap, gap, log_value_interval, value_interval
from engine.statistics.proportions import Proportion, proportion_gap, proportion_value
from engine.statistics.ratios import Ratios, by_code, by_columns
from tests.truth import worlds
from tests.truth.worlds import RNG, Units

LEVEL = 0.05
TIMES = 3
"""The reference group is so many times as large as the group."""
GAP = 0.8
"""The true ratio of two shares: at 1, both scales' intervals would hold it in the same samples."""

Ends = Interval | Gap | None


@dataclass(frozen=True)
class Kind:
    """A kind of interval: one drawn from a world with n users in the group, and the truth that it should hold."""

    name: str
    draw: Callable[[RNG, int], Ends]
    truth: float


def two(rng: RNG, n: int, metric: Callable[[RNG, int], Units]) -> Ratios:
    """A group of n users and a reference of three times as many, of the same kind."""
    numerator, denominator = metric(rng, (1 + TIMES) * n)
    return by_code(numerator, denominator, np.repeat([0, 1], [n, TIMES * n]), 2)


def ratio(metric: Callable[[RNG, int], Units]) -> Callable[[RNG, int], Ends]:
    """The gap as a ratio."""
    return lambda rng, n: gap(two(rng, n, metric), 0, 1, "ratio", LEVEL)


def difference(metric: Callable[[RNG, int], Units]) -> Callable[[RNG, int], Ends]:
    """The gap as a difference."""
    return lambda rng, n: gap(two(rng, n, metric), 0, 1, "difference", LEVEL)


def logarithmic(metric: Callable[[RNG, int], Units]) -> Callable[[RNG, int], Ends]:
    """The group's own value, on the log scale."""
    return lambda rng, n: log_value_interval(two(rng, n, metric), 0, LEVEL)


def share(rng: RNG, n: int) -> Ends:
    """A share of users less the true one, which is drawn too: at a fixed one, coverage jumps with n."""
    truth = rng.uniform(0.1, 0.9)
    found = proportion_value(Proportion(int(rng.binomial(n, truth)), n), LEVEL)
    return found and replace(found, low=found.low - truth, high=found.high - truth)


def two_shares(rng: RNG, n: int) -> tuple[Proportion, Proportion, float]:
    """A group whose true share is 0.8 of the reference's, and the latter."""
    truth = rng.uniform(0.1, 0.9)
    group, reference = (int(rng.binomial(m, part)) for m, part in ((n, GAP * truth), (TIMES * n, truth)))
    return Proportion(group, n), Proportion(reference, TIMES * n), truth


def ratio_of_shares(rng: RNG, n: int) -> Ends:
    """The gap between two shares as a ratio."""
    return proportion_gap(*two_shares(rng, n)[:2], "ratio", LEVEL)


def difference_of_shares(rng: RNG, n: int) -> Ends:
    """The gap between two shares as a difference, less the true one."""
    group, reference, truth = two_shares(rng, n)
    found, gone = proportion_gap(group, reference, "difference", LEVEL), (1 - GAP) * truth
    return found and replace(found, low=found.low + gone, high=found.high + gone)


KINDS = (
    Kind("NDCG, 60% of users at 0: value", logarithmic(worlds.ndcg), 0.16),
    Kind("NDCG, 60% of users at 0: ratio", ratio(worlds.ndcg), 1),
    Kind("NDCG, 60% of users at 0: difference", difference(worlds.ndcg), 0),
    Kind("recall: ratio", ratio(worlds.recall), 1),
    Kind("share of users, as hit rate: value (Wilson)", share, 0),
    Kind("share of users: difference (Newcombe)", difference_of_shares, 0),
    Kind("share of users: ratio (MOVER-R)", ratio_of_shares, GAP),
    Kind("absolute error, mean over users: ratio", ratio(worlds.error), 1),
    Kind("absolute error, mean over rows: value", logarithmic(worlds.pooled), 0.75),
    Kind("absolute error, mean over rows: ratio", ratio(worlds.pooled), 1),
    Kind("error with sign, mean over rows: value", lambda r, n: value_interval(two(r, n, worlds.signed), 0, LEVEL), 0),
    Kind("error with sign, mean over rows: difference", difference(worlds.signed), 0),
    Kind("root mean squared error: ratio", lambda r, n: gap(two(r, n, worlds.squares).root(), 0, 1, "ratio", LEVEL), 1),
    Kind(
        "exposure of two groups of items: ratio",
        lambda r, n: gap(by_columns(*worlds.exposure(r, n)), 0, 1, "ratio", LEVEL),
        1,
    ),
)


def coverage(kind: Kind, n: int, repeats: int) -> float:
    """The part of the intervals that hold the truth, of those that there are."""
    rng = np.random.default_rng(n)
    found = [kind.draw(rng, n) for _ in range(repeats)]
    return float(np.mean([one.low <= kind.truth <= one.high for one in found if one is not None]))
