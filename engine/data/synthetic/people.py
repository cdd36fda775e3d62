"""The users: their region, taste and activity, and attributes without any effect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from engine.columns import USER
from engine.data.synthetic.titles import CATEGORIES, THEMES
from engine.data.synthetic.world import World

Array = NDArray[np.float64]
QUIET = 2 / 3
"""The share of their rows that a full quality gap takes from rural users."""
DEVICES = ("phone",) * 5 + ("desktop",) * 3 + ("tablet",) * 2


@dataclass(frozen=True, slots=True)
class People:
    """`rural` and `activity` (expected organic rows) have shape (n_users,), tastes (n_users, n_words)."""

    rural: NDArray[np.bool_]
    category_taste: Array
    theme_taste: Array
    activity: Array
    table: pd.DataFrame


def make_people(world: World, rng: Generator) -> People:
    """Draw users. Device and age have the same distribution in either region, by design."""
    n = world.n_users
    rural = np.zeros(n, dtype=bool)
    rural[rng.permutation(n)[: round(world.rural * n)]] = True
    taste, theme = _tastes(world, rural, rng)
    width = max(4, len(str(n)))
    table = pd.DataFrame(
        {
            USER: [f"u{u + 1:0{width}d}" for u in range(n)],
            "region": np.where(rural, "rural", "city"),
            "age": _dealt(rural, _ages, rng),
            "device": _dealt(rural, _devices, rng),
        }
    )
    return People(rural, taste, theme, _activity(world, rural, rng), table)


def _tastes(world: World, rural: NDArray[np.bool_], rng: Generator) -> tuple[Array, Array]:
    """Tastes for categories and for themes. A full quality gap swaps their strengths for rural users.

    There are as many themes as categories, so either region is as hard to know as the other.
    """
    gap = world.quality_gap * rural[:, None]
    strong, weak = world.major_taste, world.minor_taste
    category = np.sqrt((1 - gap) * strong**2 + gap * weak**2)
    theme = np.sqrt((1 - gap) * weak**2 + gap * strong**2)
    n = len(rural)
    return category * rng.standard_normal((n, len(CATEGORIES))), theme * rng.standard_normal((n, len(THEMES)))


def _activity(world: World, rural: NDArray[np.bool_], rng: Generator) -> Array:
    """Expected organic rows of each user: lognormal, scaled to `organic_rows` in all."""
    relative = np.exp(0.35 * rng.standard_normal(len(rural))) * np.where(rural, 1 - QUIET * world.quality_gap, 1.0)
    return np.asarray(np.minimum(relative / relative.sum() * world.organic_rows, world.n_items / 4))


def _dealt(rural: NDArray[np.bool_], deck: Callable[[int], NDArray[Any]], rng: Generator) -> NDArray[Any]:
    """Deal the same deck to each region in random order, so that chance cannot tie it to the region."""
    values = deck(len(rural))
    for group in (rural, ~rural):
        values[group] = rng.permutation(deck(int(group.sum())))
    return values


def _ages(n: int) -> NDArray[np.int64]:
    """So many ages from 16 to 79, more of them young."""
    return np.asarray(16 + np.floor(64 * ((np.arange(n) + 0.5) / max(n, 1)) ** 1.5), dtype=np.int64)


def _devices(n: int) -> NDArray[np.str_]:
    """So many devices in the proportions of `DEVICES`."""
    places = np.floor((np.arange(n) + 0.5) / max(n, 1) * len(DEVICES)).astype(int)
    return np.asarray(np.array(DEVICES)[places])
