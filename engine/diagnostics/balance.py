"""Balance: do observed pairs, once weighted, have the covariates of all eligible pairs?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes
from engine.data.features import Features
from engine.diagnostics import small
from engine.diagnostics.levels import Level, level
from engine.diagnostics.outcome import summed
from engine.propensity import Evidence

WEAK_APART, POOR_APART = 0.1, 0.25
"""Standardised mean differences. Source: Austin (2009), Balance diagnostics for comparing the distribution of baseline
covariates, Statistics in Medicine 28; Stuart (2010), Matching methods for causal inference, Statistical Science 25.
"""
MOST_KEPT = 60
CONSTANT = 1e-9
ACTIVITY, POPULARITY = "log activity", "log popularity"
Side = Literal["user", "item"]


@dataclass(frozen=True, slots=True)
class Covariate:
    """Standardised mean differences of one covariate, (mean of observed - mean of eligible) / deviation of eligible,
    plain and with the observed pairs weighted by 1/p; in deviations, of either sign.
    """

    side: Side
    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Balance:
    """`covariates`: at most 60, those farthest apart first. `n`: all that were compared; `apart_before`,
    `apart_after`: of these, those more than 0.1 deviations apart. `worst`: the one farthest apart after weighting,
    and `largest`, by how much (without its sign); None where there is no covariate. `good`: `largest` at most 0.1;
    `weak`: at most 0.25; `poor`: beyond.
    """

    verdict: Level
    covariates: tuple[Covariate, ...]
    n: int
    apart_before: int
    apart_after: int
    worst: str | None
    largest: float | None


def balance(evidence: Evidence, propensities: NDArray[np.float64]) -> Balance:
    """Compare the training pairs with the eligible ones.

    Every column of both sides' features; for a pair (u, i) also the log of 1 + the training rows of u (activity), and
    the same of i (popularity). Constant covariates are left out, and indicators that 1 to 9 users have or lack.

    Whether (u, i) itself counts as a row matters where rows are few: if pairs are observed independently of each other,
    counting it makes observed pairs look active whatever the propensities; if each user writes a fixed number of rows,
    not counting it makes them look idle. The smaller of both differences is told, 0 where they have two signs.

    Args:
        evidence: The training fold, n pairs.
        propensities: Those of the training pairs, shape (n,), as probabilities or relative.
    """
    train, eligible, weights = evidence.train, evidence.eligible, 1 / propensities
    users = np.ones(evidence.n_users) * evidence.n_items
    if not eligible.everything:
        users = eligible.items_by_user().astype(np.float64)
    items = eligible.sum_users(np.ones((evidence.n_users, 1)))[:, 0]
    found = [
        *_features("user", evidence.users, _Shares.of(users, train.users, weights)),
        *_counted("user", ACTIVITY, _Shares.of(users, train.users, weights)),
        *_features("item", evidence.items, _Shares.of(items, train.items, weights)),
        *_counted("item", POPULARITY, _Shares.of(items, train.items, weights)),
    ]
    return _summary(found)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Of each user or item: its eligible pairs, its training rows, and the sum of their weights, each shape (n,)."""

    eligible: NDArray[np.float64]
    rows: NDArray[np.float64]
    weighted: NDArray[np.float64]

    @classmethod
    def of(cls, eligible: NDArray[np.float64], codes: Codes, weights: NDArray[np.float64]) -> Self:
        """From the codes and weights of the training rows."""
        n = len(eligible)
        return cls(eligible, summed(codes, np.ones(len(codes)), n), summed(codes, weights, n))


def _features(side: Side, features: Features, of: _Shares) -> Iterator[Covariate]:
    """One a column that varies and that is not about 1 to 9 users."""
    for name, column in zip(features.names, features.matrix.T.astype(np.float64), strict=True):
        if side == "item" or not _of_few(column):
            yield from _difference(side, name, (column, of.eligible), (column, of.rows), (column, of.weighted))


def _counted(side: Side, name: str, of: _Shares) -> Iterator[Covariate]:
    """The smaller of the differences with and without the row itself; none where all have equally many rows."""
    others, own = np.log1p(of.rows), np.log(np.maximum(of.rows, 1))
    unobserved = np.maximum(of.eligible - of.rows, 0)
    every = (np.concatenate([others, own]), np.concatenate([unobserved, of.rows]))
    with_it = _difference(side, name, (others, of.eligible), (others, of.rows), (others, of.weighted))
    without = _difference(side, name, every, (own, of.rows), (own, of.weighted))
    for one, other in zip(with_it, without, strict=False):
        yield Covariate(side, name, _nearer(one.before, other.before), _nearer(one.after, other.after))


def _nearer(one: float, other: float) -> float:
    """The number between both that is nearest to 0."""
    return 0.0 if one * other <= 0 else min(one, other, key=abs)


Weighted = tuple[NDArray[np.float64], NDArray[np.float64]]


def _difference(side: Side, name: str, eligible: Weighted, plain: Weighted, weighted: Weighted) -> Iterator[Covariate]:
    """From values with their weights; none where the covariate does not vary."""
    mean = _mean(*eligible)
    spread = float(np.sqrt(_mean(np.square(eligible[0] - mean), eligible[1])))
    if spread > CONSTANT * max(1.0, abs(mean)):
        yield Covariate(side, name, (_mean(*plain) - mean) / spread, (_mean(*weighted) - mean) / spread)


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """A plain sum and no product of BLAS, whose last digits depend on the threads."""
    return float((values * weights).sum() / weights.sum())


def _of_few(column: NDArray[np.float64]) -> bool:
    """Whether a column has two values, one of them held by 1 to 9 users."""
    lower = column == column.min(initial=np.inf)
    two = bool((lower | (column == column.max(initial=-np.inf))).all())
    return two and (small.few(int(lower.sum())) or small.few(int((~lower).sum())))


def _summary(found: list[Covariate]) -> Balance:
    ranked = sorted(found, key=lambda one: -max(abs(one.before), abs(one.after)))
    worst = max(ranked, key=lambda one: abs(one.after), default=None)
    largest = abs(worst.after) if worst else None
    return Balance(
        verdict="unknown" if largest is None else level(largest > POOR_APART, largest > WEAK_APART),
        covariates=tuple(ranked[:MOST_KEPT]),
        n=len(ranked),
        apart_before=sum(abs(one.before) > WEAK_APART for one in ranked),
        apart_after=sum(abs(one.after) > WEAK_APART for one in ranked),
        worst=worst.name if worst else None,
        largest=largest,
    )
