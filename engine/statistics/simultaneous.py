"""The level at which each interval of a family must be taken so that all hold together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special
from threadpoolctl import threadpool_limits

from engine.statistics.blocks import Block
from engine.statistics.bootstrap import rounded
from engine.statistics.contrasts import Contrast, Term, terms
from engine.statistics.limit import correlation, probabilities
from engine.statistics.ratios import Ratios
from engine.statistics.studentised import statistics

Array = NDArray[np.float64]
Method = Literal["single", "bootstrap", "normal limit", "bonferroni"]

RESAMPLES = 2000
DRAWS = 20_000
"""Of the normal limit: they cost little."""
MOST_USERS = 20_000
"""Up to here the bootstrap; beyond, studentised means are normal and the limit costs less."""
MOST_UNDEFINED = 0.01
"""The part of the resamples in which a statistic may be undefined: those count as beyond every interval."""


@dataclass(frozen=True, slots=True)
class Simultaneous:
    """The pointwise level of each interval of a family, and how it was found."""

    level: float
    method: Method
    comparisons: int
    """Distinct contrasts that have an interval."""
    resamples: int
    """Resamples or draws; 0 where none were needed."""


def simultaneous(
    blocks: Sequence[Block],
    contrasts: Sequence[Contrast],
    n_users: int,
    level: float,
    seed: int,
    resamples: int = RESAMPLES,
) -> Simultaneous:
    """The pointwise level l such that intervals at 1 - l hold for all contrasts together at 1 - level.

    In each resample of the shared users every contrast's studentised statistic becomes a two-sided p-value by its own
    t distribution; l is the `level`-quantile of the smallest: the max-t bootstrap, on the scale of p-values since
    degrees of freedom differ. It uses how contrasts depend on each other, so it is above level / m where they do, and
    below where statistics have heavier tails than t. Never above `level`. Contrasts without an interval take no
    part; a contrast that is there twice costs nothing.

    Methods: `bootstrap`; `normal limit` above 20,000 users (draws from the normal with the correlation of the
    influences); `bonferroni`, level / m, where a statistic is undefined in more than 1% of the resamples;
    `single`: one contrast (or none), for which the bootstrap corrects the level alike.
    Source: Westfall & Young (1993), Resampling-based multiple testing, section 2.3; Romano & Wolf (2005), Exact and
    approximate stepdown methods for multiple hypothesis testing, JASA 100.
    """
    ratios = [block.ratios for block in blocks]
    distinct = terms(contrasts, blocks, ratios, level)
    if not distinct:
        return Simultaneous(level, "single", 0, 0)
    with threadpool_limits(1, user_api="blas"):  # thin products: more threads cost time, and the last digits
        if n_users > MOST_USERS:
            return _limit(blocks, ratios, distinct, n_users, level, seed)
        drawn = statistics(blocks, ratios, distinct, n_users, seed, resamples)
    return _bootstrap(distinct, drawn, level)


def _bootstrap(distinct: Sequence[Term], drawn: Array, level: float) -> Simultaneous:
    """The level from the statistics of every resample, shape (terms, resamples)."""
    resamples = drawn.shape[1]
    undefined = ~np.isfinite(drawn)
    if undefined.any(axis=0).mean() > MOST_UNDEFINED:
        return Simultaneous(rounded(level / len(distinct)), "bonferroni", len(distinct), resamples)
    degrees = np.array([term.degrees for term in distinct])[:, None]
    chances = 2 * special.stdtr(degrees, -np.abs(np.where(undefined, np.inf, drawn)))
    method: Method = "bootstrap" if len(distinct) > 1 else "single"
    return Simultaneous(_quantile(chances, level), method, len(distinct), resamples)


def _limit(
    blocks: Sequence[Block], ratios: Sequence[Ratios], distinct: Sequence[Term], n_users: int, level: float, seed: int
) -> Simultaneous:
    """The level by the normal limit; p-values of N(0, 1) stand for those of each contrast's own t."""
    if len(distinct) == 1:
        return Simultaneous(level, "single", 1, 0)
    chances = probabilities(correlation(blocks, ratios, distinct, n_users), seed, DRAWS)
    return Simultaneous(_quantile(chances, level), "normal limit", len(distinct), DRAWS)


def _quantile(chances: Array, level: float) -> float:
    """The k-th smallest of the smallest p-values of n resamples, k = level (n + 1); never above the level."""
    smallest = np.sort(chances.min(axis=0))
    place = max(1, int(level * (len(smallest) + 1)))
    return rounded(min(level, float(smallest[place - 1])))
