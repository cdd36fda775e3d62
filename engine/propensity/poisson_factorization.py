"""Who is exposed to what by latent factors, without any attribute: Poisson factorization of being observed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.sparse import csr_array

from engine.contracts import Codes
from engine.data.eligible import Eligible
from engine.propensity.evidence import Everywhere, Evidence, Fitted, Needs
from engine.propensity.gamma_factors import Factors, Floats

KEY = "poisson_factorization"
ENOUGH = 1e-5
"""The relative gain of the bound in a sweep at which it ends."""
BLOCK = 200_000
"""Observed pairs that are looked at at once."""


@dataclass(frozen=True, slots=True)
class PoissonFactorization:
    """p(u, i) = 1 - exp(-theta_u . beta_i): a pair is observed where a Poisson count of that rate is not 0.

    theta_u, beta_i: `dim` non-negative factors, theta_uk ~ Gamma(1, xi_u) and xi_u ~ Gamma(1, 1), likewise of
    items: the hierarchical model of Gopalan, Hofman & Blei (2015), Scalable recommendation with hierarchical Poisson
    factorization, section 2, with the count hidden behind its sign as in Zhou (2015), Infinite edge partition models,
    section 2, so that p is a probability in dense logs too. Fitted by coordinate ascent on the evidence lower bound;
    the rates sum over eligible pairs only. p is taken at the posterior means, and bounded from below by `floor` times
    the share of eligible pairs that were observed. With few rows a user the observed pairs' own p come out too high,
    as each was fitted to: their 1/p add up to less than |D|, the less the more factors there are. As a model of
    exposure: Liang, Charlin & Blei (2016), Causal inference for recommendation; Wang, Liang, Charlin & Blei (2020),
    Causal inference for recommender systems.
    """

    NEEDS: ClassVar[Needs] = ""
    dim: Annotated[int, Field(ge=1, le=200)] = 4
    sweeps: Annotated[int, Field(ge=1, le=10_000)] = 200
    floor: Annotated[float, Field(gt=0, le=1)] = 0.001

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Fit on the training pairs, each counted once; the start is drawn from `rng`."""
        seen = np.unique(evidence.train.users.astype(np.int64) * evidence.n_items + evidence.train.items)
        share = len(seen) / evidence.eligible.n
        mean = float(np.sqrt(share / self.dim))
        users = Factors.start(evidence.n_users, self.dim, mean, rng)
        items = Factors.start(evidence.n_items, self.dim, mean, rng)
        observed = _Observed(seen // evidence.n_items, seen % evidence.n_items, evidence.eligible)
        found = _settled(islice(ascend(observed, users, items), self.sweeps))
        return _ByFactors(found.users.factors.mean, found.items.factors.mean, self.floor * share)


@dataclass(frozen=True, slots=True)
class _ByFactors(Everywhere):
    """p(u, i) = 1 - exp(-users[u] . items[i])."""

    users: Floats
    items: Floats
    floor: float
    relative: bool = False

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        rates = np.einsum("nd,nd->n", self.users[users], self.items[items])
        probabilities: NDArray[np.float64] = np.clip(-np.expm1(-rates), self.floor, 1.0)
        return probabilities


@dataclass(frozen=True, slots=True)
class _Observed:
    """The observed pairs, each once, sorted by user."""

    users: NDArray[np.int64]
    items: NDArray[np.int64]
    eligible: Eligible

    def rates(self, of_users: Floats, of_items: Floats) -> Floats:
        """The product of both sides' factors, shape (pairs,)."""
        edges = [*range(0, len(self.users), BLOCK), len(self.users)]
        parts = [
            np.einsum("nd,nd->n", of_users[self.users[a:b]], of_items[self.items[a:b]]) for a, b in pairwise(edges)
        ]
        return np.concatenate(parts)

    def matrix(self, values: Floats) -> csr_array:
        """The values at their pairs, shape (n_users, n_items)."""
        return csr_array((values, (self.users, self.items)), shape=(self.eligible.n_users, self.eligible.n_items))


@dataclass(frozen=True, slots=True)
class Swept:
    """The factors of both sides, and the evidence lower bound that they reach."""

    users: Factors
    items: Factors
    bound: float


def ascend(observed: _Observed, users: Factors, items: Factors) -> Iterator[Swept]:
    """Sweeps without end, from the start on; the bound never falls.

    With g = exp(E log theta), h = exp(E log beta) and r = g_u . h_i, an observed pair's hidden count has the
    expectation r / (1 - exp(-r)), shared out among the factors as g_uk h_ik.
    """
    while True:
        of_users, of_items = np.exp(users.factors.log), np.exp(items.factors.log)
        rates = observed.rates(of_users, of_items)
        missed = -np.expm1(-rates)
        met_items = observed.eligible.sum_items(items.factors.mean)
        seen = (rates + np.log(missed)).sum() - (users.factors.mean * met_items).sum()
        yield Swept(users, items, float(seen) + users.bound() + items.bound())
        counts = observed.matrix(1 / missed)
        users = users.update(of_users * (counts @ of_items), met_items)
        met_users = observed.eligible.sum_users(users.factors.mean)
        items = items.update(of_items * (counts.T @ of_users), met_users)


def _settled(sweeps: Iterator[Swept]) -> Swept:
    """The first that gained next to nothing, or the last there is."""
    found = next(sweeps)
    for after in sweeps:
        gain, found = after.bound - found.bound, after
        if gain < ENOUGH * abs(after.bound):
            break
    return found
