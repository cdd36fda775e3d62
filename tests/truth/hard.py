"""Intervals of values that are hard to cover, at the plain level and at the one that verdicts use."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.statistics.blocks import UserBlock
from engine.statistics.contrasts import Contrast
from engine.statistics.gaps import GapScale, gap
from engine.statistics.simultaneous import simultaneous
from engine.statistics.variety import LEAST_DIFFERENT, differing
from tests.truth.worlds import RNG, Units, ndcg

LEVEL = 0.05
RESAMPLES = 1000
TIMES = 10
"""The reference group is so many times as large as the group: its own skewness then balances nothing."""


@dataclass(frozen=True)
class Hard:
    """A metric of few users above 0, or of a long tail."""

    name: str
    metric: Callable[[RNG, int], Units]
    scale: GapScale


@dataclass(frozen=True)
class Held:
    """Parts: of the intervals that hold at either level, and of the worlds that have fewer than five who differ."""

    plain: float
    corrected: float
    few: float


def long_tail(rng: RNG, n: int) -> Units:
    """Errors of which the largest of 100 is 12 times the median."""
    return rng.lognormal(0, 0.8, n), np.ones(n)


CASES = tuple(
    Hard(f"{name}: {scale}", metric, scale)
    for name, metric in (
        ("NDCG, 80% of users at 0", partial(ndcg, zeros=0.8)),
        ("NDCG, 90% of users at 0", partial(ndcg, zeros=0.9)),
        ("errors with a long tail", long_tail),
    )
    for scale in ("ratio", "difference")
)


def held(case: Hard, n: int, repeats: int) -> Held:
    """A group of n users and a reference of ten times as many, with no gap."""
    codes, truth = np.repeat([0, 1], [n, TIMES * n]), 1.0 if case.scale == "ratio" else 0.0
    found, few = [], 0
    for seed in range(repeats):
        numerator, denominator = case.metric(np.random.default_rng(seed), len(codes))
        block = UserBlock(numerator, denominator, codes[:, None] == np.arange(2))
        few += differing(numerator[:n], denominator[:n]) < LEAST_DIFFERENT
        level = simultaneous([block], [Contrast(0, 0, 1, case.scale)], len(codes), LEVEL, seed, RESAMPLES).level
        both = [gap(block.ratios, 0, 1, case.scale, at) for at in (LEVEL, level)]
        if both[0] is not None and both[1] is not None:
            found.append([one.low <= truth <= one.high for one in both if one is not None])
    plain, corrected = np.mean(found, axis=0)
    return Held(float(plain), float(corrected), few / repeats)
