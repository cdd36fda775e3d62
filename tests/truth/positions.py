"""A planted position bias, recovered: `python -m tests.truth.positions` renews its tables in docs/causal.md.

Each of 3,000 users is shown 10 of 20 random candidates out of 300 items; liked items stand higher, by what all users
think of them and chance, so that the plain click rate of a place mixes both. Clicks have the probability
theta_k gamma_i, theta_k = 1 / k^eta.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import Evidence
from engine.propensity.position import Position
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "causal.md"
N_USERS, N_ITEMS, PLACES, CANDIDATES = 3000, 300, 10, 20
ETAS, SEEDS = (0.5, 1.0, 1.5), 10
Floats = NDArray[np.float64]


def shown(seed: int, eta: float, own: float = 0.0, n_users: int = N_USERS) -> tuple[Evidence, Floats]:
    """A log of lists with clicks and skips, and theta.

    `own`: the standard deviation of each user's own taste (on the logit), by which lists are ordered too.
    """
    rng = np.random.default_rng(seed)
    general = np.log(rng.gamma(1.2, 1, N_ITEMS)) - 1
    candidates = np.argsort(rng.random((n_users, N_ITEMS)), axis=1)[:, :CANDIDATES]
    taste = general[candidates] + own * rng.normal(size=candidates.shape)
    order = np.argsort(-(taste + 0.7 * rng.normal(size=taste.shape)), axis=1)[:, :PLACES]
    items, liked = (np.take_along_axis(of, order, axis=1) for of in (candidates, 1 / (1 + np.exp(-taste))))
    theta = 1 / np.arange(1, PLACES + 1) ** eta
    clicks = (rng.random(items.shape) < theta * liked).astype(np.float32).ravel()
    users = np.repeat(np.arange(n_users, dtype=np.int32), PLACES)
    places = np.tile(np.arange(1, PLACES + 1, dtype=np.float32), n_users)
    train = Pairs(users, items.ravel().astype(np.int32), clicks, np.ones_like(clicks), {"position": places})
    bare = [Features(np.zeros((n, 0), dtype=np.float32), ()) for n in (n_users, N_ITEMS)]
    return Evidence(train, Eligible(n_users, N_ITEMS), *bare, relevance=1.0), theta


def fitted(evidence: Evidence) -> Floats:
    """The curve that `position` finds, shape (PLACES,)."""
    found = Position().fit(evidence, np.random.default_rng(0))
    return np.array([theta for _place, theta in found.curve])  # type: ignore[attr-defined]


def click_rates(evidence: Evidence) -> Floats:
    """The plain click rate of each place over the largest one: what a position does and what stands there."""
    places = evidence.train.logged["position"].astype(int) - 1
    rates = np.bincount(places, evidence.train.feedback) / np.bincount(places)
    relative: Floats = rates / rates.max()
    return relative


def errors() -> Iterator[list[str]]:
    """Mean and largest absolute error over the places: of the curve, and of the plain click rates."""
    yield ["eta", "own taste", "mean error", "largest error", "plain rates: mean", "plain rates: largest"]
    for eta, own in (*((eta, 0.0) for eta in ETAS), (1.0, 1.0)):
        worlds = [shown(seed, eta, own) for seed in range(SEEDS)]
        off = [np.array([np.abs(of(log) - theta) for log, theta in worlds]) for of in (fitted, click_rates)]
        numbers = [number for error in off for number in (error.mean(), error.max(axis=1).mean())]
        yield [f"{eta:g}", f"{own:g}", *(f"{number:.3f}" for number in numbers)]


def curve() -> Iterator[list[str]]:
    """The curve for eta = 1, with its standard deviation over the seeds."""
    worlds = [shown(seed, 1.0) for seed in range(SEEDS)]
    found = np.array([fitted(log) for log, _theta in worlds])
    plain = np.array([click_rates(log) for log, _theta in worlds]).mean(axis=0)
    yield ["place", *(str(place) for place in range(1, PLACES + 1))]
    lines = {
        "planted": worlds[0][1],
        "found": found.mean(axis=0),
        "deviation": found.std(axis=0, ddof=1),
        "plain rates": plain,
    }
    for name, values in lines.items():
        yield [name, *(f"{value:.3f}" for value in values)]


def main() -> None:
    """Renew the two tables of the page."""
    for name, text in (("position errors", table(errors())), ("position curve", table(curve()))):
        print(f"{text}\n")
        PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")


if __name__ == "__main__":
    main()
