"""Which pairs are observed: the organic log, missing not at random, and the randomized slice."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from engine.data.synthetic.catalogue import Catalogue
from engine.data.synthetic.people import People
from engine.data.synthetic.taste import RELEVANT, preferences
from engine.data.synthetic.world import World

Array = NDArray[np.float64]
MISDIRECTED = 2.5
"""Above this rating independents are shown less than their twins, below it more: to the wrong people."""
FLOOR = 0.004
"""No pair is less likely than this to be observed: support everywhere."""


def propensities(world: World, people: People, catalogue: Catalogue, rating: NDArray[np.int8]) -> Array:
    """P(observed organically) of all pairs outside the randomized slice, shape (n_users, n_items).

    p = FLOOR + (1 - FLOOR) · sigmoid(a_u + popularity_i + steering · z_ui + mnar · (r_ui - 1)
    + independent_i · log(1 - exposure_gap) · (r_ui - MISDIRECTED) / (RELEVANT - MISDIRECTED)),
    with r the rating, z the standardised taste of u with the *majority's* appeal of i, and a_u such
    that the sum over items is the user's activity; rounded to six digits.
    """
    guess = preferences(people, catalogue, catalogue.appeal[0])
    guess = (guess - guess.mean(axis=1, keepdims=True)) / guess.std(axis=1, keepdims=True)
    logit = world.steering * guess + world.mnar * (rating - 1.0) + catalogue.popularity
    steps = (rating - MISDIRECTED) / (RELEVANT - MISDIRECTED)
    logit = logit + np.log(1 - world.exposure_gap) * steps * catalogue.independent
    return _with_totals(logit, people.activity)


def _with_totals(logit: Array, totals: Array) -> Array:
    """Shift each row's log-odds, by bisection, until its probabilities add up to its total."""
    low = np.full((len(totals), 1), -30.0)
    high = -low
    for _ in range(40):
        middle = (low + high) / 2
        short = _probability(logit + middle).sum(axis=1) < totals
        low = np.where(short[:, None], middle, low)
        high = np.where(short[:, None], high, middle)
    return np.round(_probability(logit + (low + high) / 2), 6)


def _probability(logit: Array) -> Array:
    """The logistic function, lifted to the floor."""
    return np.asarray(FLOOR + (1 - FLOOR) / (1 + np.exp(-logit)))


def randomized_slice(world: World, rng: Generator) -> NDArray[np.bool_]:
    """Each user is shown `randomized_per_user` items drawn uniformly, shape (n_users, n_items)."""
    draw = rng.random((world.n_users, world.n_items))
    place = np.argsort(np.argsort(draw, axis=1), axis=1)
    return np.asarray(place < world.randomized_per_user)


def organic_log(propensity: Array, randomized: NDArray[np.bool_], rng: Generator) -> NDArray[np.bool_]:
    """Bernoulli draws for all pairs outside the randomized slice, shape (n_users, n_items)."""
    return np.asarray((rng.random(propensity.shape) < propensity) & ~randomized)
