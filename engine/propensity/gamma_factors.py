"""Non-negative factors of users or of items, with gamma posteriors, as Poisson factorization learns them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

SHAPE = 1.0
"""Of the priors, exponential: on planted exposure nearer to the truth than the 0.3 of Gopalan, Hofman & Blei (2015)."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gamma:
    """Independent gamma distributions; `shape` and `rate` have the same shape or broadcast."""

    shape: Floats
    rate: Floats

    @property
    def mean(self) -> Floats:
        """E x."""
        return self.shape / self.rate

    @property
    def log(self) -> Floats:
        """E log x."""
        expected: Floats = digamma(self.shape) - np.log(self.rate)
        return expected

    @property
    def entropy(self) -> Floats:
        """-E log q(x)."""
        entropy: Floats = self.shape - np.log(self.rate) + gammaln(self.shape) + (1 - self.shape) * digamma(self.shape)
        return entropy


@dataclass(frozen=True, slots=True)
class Factors:
    """x_nk ~ Gamma(SHAPE, y_n), y_n ~ Gamma(SHAPE, SHAPE): `factors` of shape (n, d) and their `activity` (n, 1).

    The rate y_n of their own lets active users, and popular items, have larger factors than others.
    """

    factors: Gamma
    activity: Gamma

    @classmethod
    def start(cls, n: int, dim: int, mean: float, rng: np.random.Generator) -> "Factors":
        """Factors around a mean, unlike enough to part ways."""
        shape = SHAPE + rng.random((n, dim))
        factors = Gamma(shape, np.full((n, dim), (SHAPE + 0.5) / mean))
        return cls(factors, _activity(factors))

    def update(self, counts: Floats, exposure: Floats) -> "Factors":
        """The posterior given each factor's expected counts and the sum of what it is multiplied with, (n, d) each."""
        factors = Gamma(SHAPE + counts, self.activity.mean + exposure)
        return replace(self, factors=factors, activity=_activity(factors))

    def bound(self) -> float:
        """E log p(x, y) - E log q(x, y): the priors' part of the evidence lower bound."""
        x, y = self.factors, self.activity
        of_x = SHAPE * y.log - gammaln(SHAPE) + (SHAPE - 1) * x.log - y.mean * x.mean + x.entropy
        of_y = SHAPE * np.log(SHAPE) - gammaln(SHAPE) + (SHAPE - 1) * y.log - SHAPE * y.mean + y.entropy
        return float(of_x.sum() + of_y.sum())


def _activity(factors: Gamma) -> Gamma:
    mean = factors.mean
    rate = SHAPE + mean.sum(axis=1, keepdims=True)
    return Gamma(np.full_like(rate, SHAPE * (1 + mean.shape[1])), rate)
