"""Balance: do observed pairs, once weighted, have the covariates of all eligible pairs?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
Matrix = NDArray[np.float64]
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

    Every column of both sides' features, the log of 1 + the training rows of each user (activity), and of each item
    (popularity). Constant covariates are left out, and indicators that 1 to 9 users have or lack.

    Args:
        evidence: The training fold, n pairs.
        propensities: Those of the training pairs, shape (n,), as probabilities or relative.
    """
    train, eligible = evidence.train, evidence.eligible
    users = np.ones(evidence.n_users) if eligible.everything else eligible.items_by_user().astype(np.float64)
    items = eligible.sum_users(np.ones((evidence.n_users, 1)))[:, 0]
    found = [
        *_differences(*_columns("user", evidence.users, train.users, ACTIVITY), users, train.users, 1 / propensities),
        *_differences(*_columns("item", evidence.items, train.items, POPULARITY), items, train.items, 1 / propensities),
    ]
    return _summary(found)


def _columns(side: Side, features: Features, codes: Codes, counted: str) -> tuple[Side, Matrix, tuple[str, ...]]:
    """The covariates of one side as columns, shape (n, d); those that would be about 1 to 9 users are left out."""
    matrix = features.matrix.astype(np.float64)
    kept = [side == "item" or not _of_few(column) for column in matrix.T]
    names = tuple(name for name, keep in zip(features.names, kept, strict=True) if keep)
    logs = np.log1p(_counts(codes, len(matrix)))
    return side, np.column_stack([matrix[:, np.array(kept, dtype=bool)], logs]), (*names, counted)


def _of_few(column: NDArray[np.float64]) -> bool:
    """Whether a column has two values, one of them held by 1 to 9 users."""
    lower = column == column.min(initial=np.inf)
    two = bool((lower | (column == column.max(initial=-np.inf))).all())
    return two and (small.few(int(lower.sum())) or small.few(int((~lower).sum())))


def _differences(
    side: Side,
    matrix: Matrix,
    names: tuple[str, ...],
    eligible: NDArray[np.float64],
    codes: Codes,
    weights: NDArray[np.float64],
) -> Iterator[Covariate]:
    """One a column that varies; `eligible`: how often each user or item is in the eligible pairs, shape (n,)."""
    target = _means(matrix, eligible)
    deviation = np.sqrt(_means(np.square(matrix - target), eligible))
    plain = _means(matrix, _counts(codes, len(matrix)))
    weighted = _means(matrix, summed(codes, weights, len(matrix)))
    for name, mean, spread, before, after in zip(names, target, deviation, plain, weighted, strict=True):
        if spread > CONSTANT * max(1.0, abs(mean)):
            yield Covariate(side, name, float((before - mean) / spread), float((after - mean) / spread))


def _means(matrix: Matrix, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted means of the columns. A plain sum and no product of BLAS, whose last digits depend on the threads."""
    means: NDArray[np.float64] = (matrix * weights[:, None]).sum(axis=0) / weights.sum()
    return means


def _counts(codes: Codes, n: int) -> NDArray[np.float64]:
    return np.bincount(codes, minlength=n).astype(np.float64)


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
