"""How often intervals of risk estimators hold the truth, by how pairs come to be observed; propensities are true."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.statistics.risks import Risk, dr, eib, ips, naive, sndr, snips

Array = NDArray[np.float64]
RNG = np.random.Generator
Loss = Callable[[Array, Array], Array]

SIZE = (300, 200)
"""Users and items."""
WORLDS = 4
SEEN = 0.05
"""The mean of every world's propensities: 3,000 of 60,000 pairs."""
MARGINAL = (0.526, 0.242, 0.144, 0.062, 0.026)
"""Of ratings 1 to 5 where items were chosen at random. Source: Marlin & Zemel (2009), Collaborative prediction and
ranking with non-random missing data, as used by Schnabel et al. (2016), section 6.2."""
GUESS = 3.0
"""The rating that stands for every one when losses are imputed: it needs no data."""

LOSSES: dict[str, Loss] = {"absolute": lambda y, yhat: np.abs(y - yhat), "squared": lambda y, yhat: np.square(y - yhat)}
NAMES = ("naive", "EIB", "IPS", "SNIPS", "DR", "DR, own imputation", "SNDR")


@dataclass(frozen=True)
class World:
    """Ratings and predictions of shape (users, items); popularity of items (1, items), activity of users (users, 1)."""

    ratings: Array
    predictions: Array
    popularity: Array
    activity: Array


def ranked(scores: Array, marginal: tuple[float, ...] = MARGINAL) -> Array:
    """Ratings 1, 2, …: the lowest scores get 1 and so on, so many as the marginal says."""
    places = np.empty(scores.size)
    places[np.argsort(scores, axis=None, kind="stable")] = (np.arange(scores.size) + 0.5) / scores.size
    return (np.searchsorted(np.cumsum(marginal)[:-1], places) + 1.0).reshape(scores.shape)


def world(seed: int, size: tuple[int, int] = SIZE) -> World:
    """Tastes of rank 4 with effects of user and item; liked items are more popular; predictions that are half right."""
    (n_users, n_items), rng = size, np.random.default_rng(seed)
    users, items = rng.normal(size=(n_users, 4)), rng.normal(size=(n_items, 4))
    quality = rng.normal(size=(1, n_items))
    scores = users @ items.T / 2 + quality + 0.5 * rng.normal(size=(n_users, 1))
    ratings = ranked(scores + 0.7 * rng.normal(size=size))
    predictions = np.clip(1.5 + 0.4 * ratings + rng.normal(0, 0.6, size), 1, 5)
    popularity = np.exp(0.6 * quality + 0.8 * rng.normal(size=(1, n_items)))
    return World(ratings, predictions, popularity, np.exp(0.8 * rng.normal(size=(n_users, 1))))


def scaled(relative: Array, floor: float = 0.0) -> Array:
    """Propensities proportional to `relative`, at most 1 and at least the floor, whose mean is SEEN."""
    low, high = 0.0, 1e6 / float(relative.max())
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if np.clip(middle * relative, floor, 1).mean() < SEEN else (low, middle)
    return np.clip(high * relative, floor, 1)


SELECTIONS: dict[str, Callable[[World], Array]] = {
    "rating, k = 0.5": lambda of: scaled(0.5 ** (5 - of.ratings)),
    "rating, k = 0.25": lambda of: scaled(0.25 ** (5 - of.ratings)),
    "liked or hated": lambda of: scaled(np.abs(of.ratings - 2.5) ** 2),
    "popularity and activity": lambda of: scaled(of.popularity * of.activity, 0.004),
    "rating, popularity and activity": lambda of: scaled(0.5 ** (5 - of.ratings) * of.popularity * of.activity, 0.004),
}


def estimates(y: Array, yhat: Array, p: Array, o: NDArray[np.bool_], loss: Loss) -> dict[str, Risk]:
    """All estimators on what was observed. "Own imputation": losses at the SNIPS mean of the very same ratings."""
    e, seen = loss(y[o], yhat[o]), p[o]
    guess = snips(y[o], seen).value or GUESS
    plain, own = loss(np.full_like(yhat, GUESS), yhat), loss(np.full_like(yhat, guess), yhat)
    mean, own_mean, n = float(plain.mean()), float(own.mean()), y.size
    return {
        "naive": naive(e),
        "EIB": eib(e, plain[o], mean, n),
        "IPS": ips(e, seen, n),
        "SNIPS": snips(e, seen),
        "DR": dr(e, plain[o], seen, mean, n),
        "DR, own imputation": dr(e, own[o], seen, own_mean, n),
        "SNDR": sndr(e, plain[o], seen, mean),
    }


@dataclass(frozen=True)
class Held:
    """The part of the intervals that hold the truth, by estimator, and the mean effective number of observed pairs."""

    coverage: dict[str, float]
    effective: float


def coverage(selection: str, loss: str, redraws: int, size: tuple[int, int] = SIZE) -> Held:
    """`WORLDS` worlds, whose pairs are observed anew in each redraw; an interval that is not there holds nothing."""
    rng, held, effective = np.random.default_rng(1), dict.fromkeys(NAMES, 0), 0.0
    for seed in range(WORLDS):
        of = world(seed, size)
        p, of_loss = SELECTIONS[selection](of), LOSSES[loss]
        truth = float(of_loss(of.ratings, of.predictions).mean())
        for _ in range(redraws // WORLDS):
            o = rng.random(p.shape) < p
            found = estimates(of.ratings, of.predictions, p, o, of_loss)
            effective += found["SNIPS"].effective
            for name, risk in found.items():
                held[name] += risk.low is not None and risk.high is not None and risk.low <= truth <= risk.high
    drawn = WORLDS * (redraws // WORLDS)
    return Held({name: count / drawn for name, count in held.items()}, effective / drawn)
