"""Worlds in which observation is planted: what everybody would say of everything, and how likely it was to be seen."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs, Split
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import Evidence

Selection = Literal["rating", "attributes", "popularity"]
SHARES = (0.3, 0.25, 0.2, 0.15, 0.1)
"""Of the ratings 1 to 5 among all pairs: most things are not to most people's taste."""
DENSITY = 0.06
BY_RATING = 2.0
"""Each step of the rating multiplies the odds of being observed by so much."""


@dataclass(frozen=True)
class CausalWorld:
    """`rating` 1 to 5 and `propensity` of all pairs, shape (n_users, n_items); the folds, the test drawn at random."""

    rating: NDArray[np.float32]
    propensity: NDArray[np.float64]
    split: Split
    evidence: Evidence


def causal_world(
    selection: Selection, seed: int, n_users: int = 500, n_items: int = 300, tested: int = 12
) -> CausalWorld:
    """Taste: two hidden dimensions, general appeal, and how a user's group likes an item's genre."""
    rng = np.random.default_rng([seed, 7])
    group, genre = rng.integers(0, 2, n_users), rng.integers(0, 3, n_items)
    match = np.array([[1.0, 0.0, -1.0], [-1.0, 0.0, 1.0]])[group][:, genre]
    factors = rng.normal(size=(n_users, 2)) @ rng.normal(size=(n_items, 2)).T
    appeal = rng.normal(size=n_items)
    activity = rng.normal(size=n_users)
    score = 0.8 * match + 0.6 * factors + 0.5 * appeal + 0.4 * rng.normal(size=n_users)[:, None]
    score += 0.5 * rng.normal(size=score.shape)
    cuts = np.quantile(score, np.cumsum(SHARES)[:-1])
    rating = (1 + np.searchsorted(cuts, score.ravel()).reshape(score.shape)).astype(np.float32)
    logits = {
        "rating": np.log(BY_RATING) * rating,
        "attributes": 1.8 * match + np.zeros_like(score),
        "popularity": 0.8 * rng.normal(size=n_items) + 0.6 * activity[:, None],
    }[selection]
    propensity = _with_mean(logits, DENSITY)
    shown = np.argsort(rng.random(score.shape), axis=1)[:, :tested]
    randomized = np.zeros(score.shape, dtype=bool)
    np.put_along_axis(randomized, shown, True, axis=1)
    seen = (rng.random(score.shape) < propensity) & ~randomized
    train_part = rng.random(score.shape) < 0.9
    apart = rng.random(n_users) < 0.1
    parts = {
        "train": seen & train_part,
        "valid": seen & ~train_part,
        "test": randomized & ~apart[:, None],
        "aside": randomized & apart[:, None],
    }
    folds = {name: _pairs(chosen, rating, propensity) for name, chosen in parts.items()}
    split = Split("randomized", **folds, estimand="randomized exposure")
    features = (_one_hot(group, "group"), _one_hot(genre, "genre"))
    evidence = Evidence(split.train, Eligible(n_users, n_items), *features, split.aside)
    return CausalWorld(rating, propensity, split, evidence)


def _with_mean(logits: NDArray[np.float64], mean: float) -> NDArray[np.float64]:
    """Shifted until the mean probability is as wished."""
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-logits - middle))).mean() < mean else (low, middle)
    return 1 / (1 + np.exp(-logits - low))


def _pairs(chosen: NDArray[np.bool_], rating: NDArray[np.float32], propensity: NDArray[np.float64]) -> Pairs:
    users, items = np.nonzero(chosen)
    logged = {"propensity": propensity[chosen].astype(np.float32)}
    ones = np.ones(len(users), np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), rating[chosen], ones, logged)


def _one_hot(codes: NDArray[np.int64], name: str) -> Features:
    values = np.unique(codes)
    return Features((codes[:, None] == values).astype(np.float32), tuple(f"{name}={v}" for v in values))
