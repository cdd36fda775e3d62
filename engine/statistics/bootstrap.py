"""The bootstrap over shared users: how often each user is drawn, and intervals from what was recomputed."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]

RESAMPLES = 1000
CELLS = 2**22
"""Counts of one chunk: 32 MiB, whatever the number of users."""
DIGITS = 10
"""Significant digits that are kept: the last ones of a matrix product depend on the machine."""


def draws(n_users: int, seed: int, resamples: int = RESAMPLES) -> Iterator[Array]:
    """How often each of `n_users` users is in a resample of that size, in chunks of shape (c, n_users).

    The counts of a row are multinomial. Equal arguments give equal counts, whatever the chunk size.
    Source: Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 6.
    """
    rng = np.random.default_rng(seed)
    chunk = max(1, CELLS // max(1, n_users))
    each = np.full(n_users, 1 / n_users)
    for start in range(0, resamples, chunk):
        yield rng.multinomial(n_users, each, size=min(chunk, resamples - start)).astype(np.float64)


def percentile_interval(replicates: Array, n: int, level: float) -> tuple[float, float] | None:
    """The expanded percentile interval at 1 - level of a statistic that n users stand behind.

    The quantiles a and 1 - a of the replicates, a = Phi(-sqrt(n / (n - 1)) t(1 - level / 2, n - 1)): for
    large n those at level / 2. Percentiles keep a statistic in its range and give the same interval
    on every monotone scale, as the log of a ratio needs; the expansion makes up for the resamples' variance
    being (n - 1) / n of the sample's and for normal instead of t quantiles, which plain percentiles and BCa
    leave out. BCa's skewness term is not needed: differences and log ratios of means are near symmetric.
    None where n < 2 or a replicate is not finite (a group whose value was 0 in a resample, for example).
    Source: Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69(4).
    """
    if n < 2 or not np.isfinite(replicates).all():
        return None
    share = _share(n, level)
    low, high = np.quantile(replicates, [share, 1 - share])
    return rounded(low), rounded(high)


@lru_cache(maxsize=4096)
def _share(n: int, level: float) -> float:
    """The part of the replicates that is cut off at each end."""
    return float(special.ndtr(-np.sqrt(n / (n - 1)) * special.stdtrit(n - 1, 1 - level / 2)))


def rounded(value: float) -> float:
    """The value with ten significant digits."""
    return float(f"{value:.{DIGITS}g}")
