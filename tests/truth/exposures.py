"""What propensities recover of planted exposure: `python -m tests.truth.exposures` renews a table of docs/causal.md.

400 users and 200 items; a tenth of the pairs is observed, in five ways. Ratings go with a group of users that likes a
genre of items and with the item's quality, and are 1 to 5. A tenth of the users rate 10 random items each beside that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import PROPENSITIES, Evidence
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "causal.md"
N_USERS, N_ITEMS, SEEN, SEEDS = 400, 200, 0.1, 5
ESTIMATORS = ("popularity", "user_item", "logistic", "naive_bayes", "poisson_factorization")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """Who rates what how: `group` of users, `genre` of items, `ratings` of all pairs."""

    group: NDArray[np.int64]
    genre: NDArray[np.int64]
    ratings: Floats


def people(rng: np.random.Generator) -> People:
    """Group-1 users like genre 1, all like good items; ratings are 1 to 5."""
    group, genre = rng.integers(0, 2, N_USERS), rng.integers(0, 2, N_ITEMS)
    quality = rng.normal(0, 0.6, N_ITEMS) + 1.2 * np.outer(group, genre)
    taste = quality + rng.normal(0, 1, (N_USERS, N_ITEMS))
    return People(group, genre, 1.0 + np.digitize(taste, np.quantile(taste, [0.4, 0.65, 0.8, 0.92])))


def by_popularity(of: People, rng: np.random.Generator) -> Floats:
    """Items alone."""
    return np.ones((N_USERS, 1)) * rng.lognormal(0, 1, N_ITEMS)


def by_both(of: People, rng: np.random.Generator) -> Floats:
    """Users and items."""
    return np.outer(rng.lognormal(0, 0.7, N_USERS), rng.lognormal(0, 0.7, N_ITEMS))


def by_attributes(of: People, rng: np.random.Generator) -> Floats:
    """Group 1 meets genre 1 six times as often as anybody anything else."""
    return 1 + 5.0 * np.outer(of.group, of.genre)


def by_dimensions(of: People, rng: np.random.Generator) -> Floats:
    """Two factors that no attribute tells of."""
    return rng.gamma(0.8, 1, (N_USERS, 2)) @ rng.gamma(0.8, 1, (2, N_ITEMS))


def by_rating(of: People, rng: np.random.Generator) -> Floats:
    """Halved with each star that is missing."""
    halved: Floats = 0.5 ** (5 - of.ratings)
    return halved


WORLDS: dict[str, Callable[[People, np.random.Generator], Floats]] = {
    "popularity": by_popularity,
    "activity and popularity": by_both,
    "attributes": by_attributes,
    "two hidden factors": by_dimensions,
    "rating": by_rating,
}


def observed(world: str, seed: int) -> tuple[Evidence, Floats, People]:
    """What is known of a world, the true propensities, and the world."""
    rng = np.random.default_rng(seed)
    of = people(rng)
    odds = WORLDS[world](of, rng)
    truth = np.clip(odds * SEEN / odds.mean(), 1e-4, 0.95)
    seen = rng.random(truth.shape) < truth
    random = np.zeros_like(seen)
    random[np.arange(N_USERS // 10).repeat(10), rng.integers(0, N_ITEMS, N_USERS)] = True
    sides = [Features(x[:, None].astype(np.float32), ("told",)) for x in (of.group, of.genre)]
    return Evidence(_pairs(of, seen), Eligible(N_USERS, N_ITEMS), *sides, _pairs(of, random)), truth, of


def _pairs(of: People, which: NDArray[np.bool_]) -> Pairs:
    users, items = (codes.astype(np.int32) for codes in np.nonzero(which))
    ratings = of.ratings[users, items].astype(np.float32)
    return Pairs(users, items, ratings, np.ones_like(ratings))


def judged(key: str, world: str, seed: int) -> tuple[float, float, float]:
    """Root mean squared log error of p on observed pairs, sum 1/p over |D|, and the error of the weighted mean rating.

    Relative exposure is scaled so that 1/p adds up first: its ratios are what it claims.
    """
    known, truth, of = observed(world, seed)
    fitted = PROPENSITIES[key]().fit(known, np.random.default_rng(seed))
    p = fitted.observed(known.train)
    total = float((1 / p).sum() / truth.size)
    right = truth[known.train.users, known.train.items]
    off = np.log((p * total if fitted.relative else p) / right)
    mean = float(np.average(known.train.feedback, weights=1 / p))
    return float(np.sqrt(np.square(off).mean())), np.nan if fitted.relative else total, mean - float(of.ratings.mean())


def recovered() -> Iterator[list[str]]:
    """Each world and estimator: means over the seeds."""
    yield ["observed by", "propensity", "error of log p", "sum 1/p over pairs", "mean rating: weighted", "plain"]
    for world in WORLDS:
        plain = []
        for known, _truth, of in (observed(world, seed) for seed in range(SEEDS)):
            plain.append(known.train.feedback.mean() - of.ratings.mean())
        for key in ESTIMATORS:
            error, total, mean = np.mean([judged(key, world, seed) for seed in range(SEEDS)], axis=0)
            said = "relative" if np.isnan(total) else f"{total:.2f}"
            yield [world, f"`{key}`", f"{error:.2f}", said, f"{mean:+.2f}", f"{np.mean(plain):+.2f}"]


if __name__ == "__main__":
    text = table(recovered())
    print(text)
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), "propensities", text), encoding="utf-8")
