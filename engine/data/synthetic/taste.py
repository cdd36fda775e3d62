"""What every user would say about every item: preferences, and the ratings they become."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from engine.data.synthetic.catalogue import Catalogue
from engine.data.synthetic.people import People
from engine.data.synthetic.world import World

Array = NDArray[np.float64]
CUTS = (0.55, 0.77, 0.90, 0.96)
"""Shares of a user's catalogue below rating 2, 3, 4 and 5: most items are not to a person's taste."""
RELEVANT = 4


def preferences(people: People, catalogue: Catalogue, appeal: Array) -> Array:
    """Taste for the category + taste for the theme + the item's appeal, shape (n_users, n_items)."""
    taste = people.category_taste[:, catalogue.category] + people.theme_taste[:, catalogue.theme]
    return np.asarray(taste + appeal)


def ratings(world: World, people: People, catalogue: Catalogue, rng: Generator) -> NDArray[np.int8]:
    """Potential ratings 1 to 5 of all pairs, shape (n_users, n_items).

    A rating is the place of an item among all items *of that user*, so both regions would like
    equally many items and no user is stricter than another.
    """
    own = np.where(people.rural[:, None], catalogue.appeal[1], catalogue.appeal[0])
    felt = preferences(people, catalogue, own)
    felt = felt + rng.standard_normal(felt.shape) * world.noise
    place = np.argsort(np.argsort(felt, axis=1), axis=1) / felt.shape[1]
    return np.asarray(1 + np.searchsorted(CUTS, place, side="right"), dtype=np.int8)
