"""Worlds of clicks: what everybody wants of everything, and exposure planted to mislead about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs, Split
from engine.data.eligible import Eligible

EXPOSURES = ("appeal and genre", "appeal")
RELEVANT = 0.25
"""Of all pairs: a rating of 4 or 5 where 1 to 5 have the shares 30, 25, 20, 15 and 10%."""
EXPOSED, LEAST = 0.4, 0.1
TESTED = 12
"""Pairs of each user that are drawn at random, and judged whether they would have been exposed or not."""


@dataclass(frozen=True)
class ClicksWorld:
    """`relevant` and `propensity` of all pairs, shape (n_users, n_items); the folds, the test drawn at random.

    Feedback is 1 for a relevant pair and 0 for another. Training and validation have clicks alone: pairs that were
    exposed and are relevant; the test has both kinds.
    """

    relevant: NDArray[np.bool_]
    propensity: NDArray[np.float64]
    split: Split
    eligible: Eligible

    def everything(self) -> Pairs:
        """All pairs."""
        return pairs_of(np.ones(self.relevant.shape, dtype=bool), self.relevant)


def clicks_world(exposure: str, seed: int, n_users: int = 1000, n_items: int = 150) -> ClicksWorld:
    """Taste: two hidden dimensions, general appeal, how a user's group likes an item's genre, and noise.

    Exposure, by one of `EXPOSURES`: *appeal* shows an item to all the more, the less it appeals; *appeal and genre*
    also shows a group the more of a genre, the less the group likes it. Both mislead on purpose.
    """
    rng = np.random.default_rng([seed, 11])
    group, genre = rng.integers(0, 2, n_users), rng.integers(0, 3, n_items)
    match = np.array([[1.0, 0.0, -1.0], [-1.0, 0.0, 1.0]])[group][:, genre]
    factors = rng.normal(size=(n_users, 2)) @ rng.normal(size=(n_items, 2)).T
    appeal = rng.normal(size=n_items)
    taste = 0.8 * match + 0.6 * factors + appeal + 0.4 * rng.normal(size=n_users)[:, None]
    taste += 0.5 * rng.normal(size=taste.shape)
    relevant = taste >= np.quantile(taste, 1 - RELEVANT)
    logits = {"appeal": -2 * appeal, "appeal and genre": -2 * (appeal + match)}[exposure]
    propensity = with_mean(np.broadcast_to(logits, taste.shape), EXPOSED)
    places = np.argsort(rng.random(taste.shape), axis=1)[:, :TESTED]
    randomized = np.zeros(taste.shape, dtype=bool)
    np.put_along_axis(randomized, places, True, axis=1)
    clicked = relevant & (rng.random(taste.shape) < propensity) & ~randomized
    train = rng.random(taste.shape) < 0.85
    parts = {"train": clicked & train, "valid": clicked & ~train, "test": randomized}
    folds = {name: pairs_of(chosen, relevant) for name, chosen in parts.items()}
    split = Split("randomized", **folds, estimand="randomized exposure")
    return ClicksWorld(relevant, propensity, split, Eligible(n_users, n_items))


def with_mean(logits: NDArray[np.float64], mean: float) -> NDArray[np.float64]:
    """Probabilities of at least `LEAST`, shifted until their mean is as wished."""
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _probability(logits + middle).mean() < mean else (low, middle)
    return _probability(logits + low)


def _probability(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = LEAST + (1 - LEAST) / (1 + np.exp(-logits))
    return found


def pairs_of(chosen: NDArray[np.bool_], relevant: NDArray[np.bool_]) -> Pairs:
    """The chosen pairs, sorted by user and item."""
    users, items = np.nonzero(chosen)
    ones = np.ones(len(users), np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), relevant[chosen].astype(np.float32), ones)
