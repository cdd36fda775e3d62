"""The items: sets of four with equal appeal, one for each provider group and format.

Within a set category, theme, appeal to either region and popularity are the same, so merit is
equal between provider groups and between formats by design, not on average. Every category has the
same table of appeals and popularities.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from engine.columns import ITEM, PROVIDER
from engine.data.synthetic.titles import CATEGORIES, ESTABLISHED, INDEPENDENT, THEMES, title
from engine.data.synthetic.world import World

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Arrays of shape (n_items,), `appeal` of shape (2, n_items): city, rural; and `items.csv`."""

    category: Index
    theme: Index
    independent: NDArray[np.bool_]
    appeal: Array
    popularity: Array
    table: pd.DataFrame


def make_catalogue(world: World, rng: Generator) -> Catalogue:
    """Draw the sets of four, give each member its provider and format, and shuffle the shelf."""
    n_sets = -(-world.n_items // 4)
    order = rng.permutation(world.n_items)
    member = (np.arange(n_sets * 4)[: world.n_items] % 4)[order]
    of_set = (np.arange(n_sets * 4)[: world.n_items] // 4)[order]
    categories = rng.permutation(np.arange(n_sets) % len(CATEGORIES))
    category = categories[of_set]
    theme = rng.permutation(np.arange(n_sets) % len(THEMES))[of_set]
    appeal = _appeal(world, categories, rng)[:, of_set]
    popularity = world.popularity * _normals(categories, rng)[of_set]
    independent = member % 2 == 1
    table = _table(category, theme, independent, member // 2 == 1, rng)
    return Catalogue(category, theme, independent, appeal, popularity, table)


def _appeal(world: World, categories: Index, rng: Generator) -> Array:
    """Appeal to city and rural users, shape (2, n_sets): equal spread, correlation 1 - gap."""
    rho = 1 - world.quality_gap
    city, other = _standard(_normals(categories, rng)), _normals(categories, rng)
    other = _standard(other - city * (other @ city) / len(city))
    rural = rho * city + np.sqrt(1 - rho**2) * other
    return world.appeal * np.stack([city, rural])


def _normals(categories: Index, rng: Generator) -> Array:
    """Normal quantiles, the same deal in every category, shape (n_sets,): none is better by chance."""
    most = int(np.bincount(categories).max())
    deal = rng.permutation([NormalDist().inv_cdf((i + 0.5) / most) for i in range(most)])
    values = np.empty(len(categories))
    for category in range(len(CATEGORIES)):
        mine = categories == category
        values[mine] = deal[: mine.sum()]
    return values


def _standard(values: Array) -> Array:
    """Mean 0, standard deviation 1 (a world of one set keeps 0)."""
    centred = values - values.mean()
    return np.asarray(centred / (centred.std() or 1.0))


def _table(
    category: Index, theme: Index, independent: NDArray[np.bool_], extended: NDArray[np.bool_], rng: Generator
) -> pd.DataFrame:
    """`items.csv`; provider sizes are uneven."""
    n = len(category)
    shares = 1 / (np.arange(12) + 6.0)
    place = rng.choice(12, size=n, p=shares / shares.sum())
    taken: set[str] = set()
    names = [title(CATEGORIES[c], THEMES[t], taken, rng) for c, t in zip(category, theme, strict=True)]
    width = max(3, len(str(n)))
    return pd.DataFrame(
        {
            ITEM: [f"i{i + 1:0{width}d}" for i in range(n)],
            "title": names,
            "category": [CATEGORIES[c] for c in category],
            PROVIDER: np.where(independent, np.array(INDEPENDENT)[place], np.array(ESTABLISHED)[place]),
            "provider_group": np.where(independent, "independent", "established"),
            "format": np.where(extended, "extended", "standard"),
        }
    )
