"""MovieLens-100K completed by a factorisation, predictions of known error, and what estimators make of 5% of it."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.samples import movielens
from engine.statistics.risks import dr, eib, ips, naive, snips
from tests.truth.risk_coverage import LOSSES, RNG, Array, ranked, scaled
from tests.truth.risk_estimated import by_bayes

FACTORS, RIDGE, ROUNDS = 20, 8.0, 12
SLICE = 2000
"""Pairs of a small randomized slice, of which naive Bayes learns P(Y)."""
NAMES = ("naive", "EIB", "IPS", "SNIPS", "DR", "DR, fitted")


@dataclass(frozen=True)
class Log:
    """Ratings that somebody gave: user and item codes and ratings, each of shape (n,)."""

    users: NDArray[np.int64]
    items: NDArray[np.int64]
    ratings: Array


def read(cache: Path) -> Log:
    """The 100,000 ratings, fetched into a folder outside the repository where they are not there yet."""
    with movielens(cache).interactions.open(encoding="utf-8", newline="") as file:
        rows = [(row["user_id"], row["item_id"], float(row["feedback"])) for row in csv.DictReader(file)]
    users, items, ratings = zip(*rows, strict=True)
    codes = [np.unique(ids, return_inverse=True)[1].astype(np.int64) for ids in (users, items)]
    return Log(codes[0], codes[1], np.array(ratings))


def completed(log: Log, seed: int = 0) -> Array:
    """A score for every pair, shape (users, items): damped means, and factors by alternating ridges."""
    rng = np.random.default_rng(seed)
    n_users, n_items = int(log.users.max()) + 1, int(log.items.max()) + 1
    middle = float(log.ratings.mean())
    by_item = _damped(log.ratings - middle, log.items, n_items)
    by_user = _damped(log.ratings - middle - by_item[log.items], log.users, n_users)
    rest = log.ratings - middle - by_item[log.items] - by_user[log.users]
    user, item = np.zeros((n_users, FACTORS)), rng.normal(0, 0.1, (n_items, FACTORS))
    for _ in range(ROUNDS):
        user = _ridges(log.users, item[log.items], rest, n_users)
        item = _ridges(log.items, user[log.users], rest, n_items)
    scores: Array = middle + by_user[:, None] + by_item + user @ item.T
    return scores


def held_out_error(log: Log) -> float:
    """The root mean squared error of the completion on a tenth of the ratings that it has not seen."""
    out = np.random.default_rng(0).random(len(log.ratings)) < 0.1
    scores = completed(Log(log.users[~out], log.items[~out], log.ratings[~out]), 0)
    known = (log.users[out] < scores.shape[0]) & (log.items[out] < scores.shape[1])
    errors = scores[log.users[out][known], log.items[out][known]] - log.ratings[out][known]
    return float(np.sqrt(np.square(errors).mean()))


def _damped(values: Array, codes: NDArray[np.int64], n: int) -> Array:
    means: Array = np.bincount(codes, values, n) / (np.bincount(codes, minlength=n) + 5.0)
    return means


def _ridges(codes: NDArray[np.int64], features: Array, targets: Array, n: int) -> Array:
    """For each code the ridge regression of its targets on its features."""
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(n + 1))
    found = np.zeros((n, FACTORS))
    for code in range(n):
        rows = order[ends[code] : ends[code + 1]]
        x = features[rows]
        found[code] = np.linalg.solve(x.T @ x + RIDGE * np.eye(FACTORS), x.T @ targets[rows])
    return found


def _flipped(rating: float) -> Callable[[Array, RNG], Array]:
    """The truth, except that as many pairs of this rating as there are fives are said to be fives."""

    def made(y: Array, rng: RNG) -> Array:
        of = np.flatnonzero(y == rating)
        predictions = y.copy()
        predictions.flat[rng.choice(of, min(len(of), int((y == 5).sum())), replace=False)] = 5
        return predictions

    return made


PREDICTIONS: dict[str, Callable[[Array, RNG], Array]] = {
    "ONE": _flipped(1),
    "THREE": _flipped(3),
    "FOUR": _flipped(4),
    "ROTATE": lambda y, _: np.where(y >= 2, y - 1, 5.0),
    "SKEW": lambda y, rng: np.clip(rng.normal(y, (6 - y) / 2), 0, 6),
    "CRS": lambda y, _: np.where(y <= 3, 3.0, 4.0),
}
"""Source: Schnabel et al. (2016), section 6.2 (ONES, FOURS, ROTATE, SKEWED, COARSENED); THREE in their manner."""

SELECTIONS: dict[str, Callable[[Array], Array]] = {
    "0.5^(5 - r)": lambda y: scaled(0.5 ** (5 - y)),
    "0.25^max(0, 4 - r)": lambda y: scaled(0.25 ** np.maximum(0, 4 - y)),
}
"""What p is proportional to, with a mean of 5%. The second: Schnabel et al. (2016), section 6.2."""


def true(p: Array, y: Array, o: NDArray[np.bool_], rng: RNG) -> Array:
    """The propensities of the observed pairs as they are."""
    return p[o]


def naive_bayes(p: Array, y: Array, o: NDArray[np.bool_], rng: RNG) -> Array:
    """Those of the product's own estimator, with P(Y) from a small randomized slice."""
    return by_bayes(y, o, rng.choice(y.size, SLICE, replace=False))


PROPENSITIES = {"true": true, "naive Bayes": naive_bayes}


def values(y: Array, yhat: Array, p: Array, o: NDArray[np.bool_], loss: str) -> list[float]:
    """One redraw's estimates in the order of NAMES. Losses are imputed as if all ratings were the observed mean;
    "fitted": a line through those, fitted to the observed losses with weights 1/p.
    """
    of = LOSSES[loss]
    e, imputed = of(y[o], yhat[o]), of(np.full_like(yhat, y[o].mean()), yhat)
    at, mean, n = imputed[o], float(imputed.mean()), y.size
    start, slope = _line(at, e, 1 / p)
    fitted = dr(e, start + slope * at, p, start + slope * mean, n)
    found = (naive(e), eib(e, at, mean, n), ips(e, p, n), snips(e, p), dr(e, at, p, mean, n), fitted)
    return [risk.value for risk in found if risk.value is not None]


def _line(x: Array, y: Array, w: Array) -> tuple[float, float]:
    """Weighted least squares: the regression estimator's. Source: Särndal et al. (1992), section 6.4."""
    x_mean, y_mean = np.average(x, weights=w), np.average(y, weights=w)
    spread = float((w * np.square(x - x_mean)).sum())
    slope = float((w * (x - x_mean) * (y - y_mean)).sum()) / spread if spread > 0 else 0.0
    return float(y_mean - slope * x_mean), slope


@dataclass(frozen=True)
class Row:
    """One prediction matrix under one loss: truth, bias, standard deviation over the runs, as NAMES."""

    selection: str
    loss: str
    prediction: str
    truth: float
    bias: Array
    deviation: Array


def rows(y: Array, selection: str, propensity: str, runs: int) -> list[Row]:
    """All predictions and losses; in each run the pairs are observed anew, for all of them alike."""
    p = SELECTIONS[selection](y)
    made = {name: of(y, np.random.default_rng(3)) for name, of in PREDICTIONS.items()}
    found: dict[tuple[str, str], list[list[float]]] = {(loss, name): [] for loss in LOSSES for name in made}
    for run in range(runs):
        rng = np.random.default_rng(100 + run)
        o = rng.random(p.shape) < p
        at = PROPENSITIES[propensity](p, y, o, rng)
        for loss, name in found:
            found[loss, name].append(values(y, made[name], at, o, loss))
    truths = {(loss, name): float(LOSSES[loss](y, made[name]).mean()) for loss, name in found}
    every = {key: np.array(of) for key, of in found.items()}
    return [
        Row(selection, loss, name, truths[loss, name], of.mean(axis=0) - truths[loss, name], of.std(axis=0, ddof=1))
        for (loss, name), of in every.items()
    ]


def world(cache: Path) -> tuple[Array, float]:
    """Ratings 1 to 5 of every user for every film, with the marginal of random items; and the completion's error."""
    log = read(cache)
    return ranked(completed(log)), held_out_error(log)
