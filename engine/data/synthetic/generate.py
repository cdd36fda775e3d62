"""From a `World` to its tables and its truth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from engine.columns import (
    FEEDBACK,
    ITEM,
    ITEM_CODE,
    PROPENSITY,
    RANDOMIZED,
    TIMESTAMP,
    USER,
    USER_CODE,
)
from engine.data.synthetic.catalogue import Catalogue, make_catalogue
from engine.data.synthetic.exposure import organic_log, propensities, randomized_slice
from engine.data.synthetic.outliers import shill_rows, spam_rows
from engine.data.synthetic.people import People, make_people
from engine.data.synthetic.taste import ratings
from engine.data.synthetic.times import moments
from engine.data.synthetic.world import World

COLUMNS = [USER, ITEM, FEEDBACK, TIMESTAMP, PROPENSITY, RANDOMIZED]


@dataclass(frozen=True, slots=True)
class Planted:
    """The three tables as they are written down, and what nobody sees in life.

    `rating` (1 to 5) and `propensity` are of all pairs, shape (n_users, n_items): what each user would
    say of each item, and how likely the organic log was to show it. Outliers are in neither.
    """

    interactions: pd.DataFrame
    users: pd.DataFrame
    items: pd.DataFrame
    rating: NDArray[np.int8]
    propensity: NDArray[np.float64]


def generate(world: World) -> Planted:
    """Draw the world. Each part has a stream of its own: changing one effect leaves other draws alone."""
    rngs = np.random.default_rng(world.seed).spawn(7)
    catalogue = make_catalogue(world, rngs[0])
    people = make_people(world, rngs[1])
    rating = ratings(world, people, catalogue, rngs[2])
    propensity = propensities(world, people, catalogue, rating)
    randomized = randomized_slice(world, rngs[3])
    seen = organic_log(propensity, randomized, rngs[3]) | randomized
    log = _log(world, seen, randomized, rating, propensity, rngs[4])
    spam = spam_rows(world, catalogue, rngs[5])
    shill = shill_rows(world, seen, catalogue, rngs[6])
    users = _with_spammer(world, people)
    rows = pd.concat([log, *(part for part in (spam, shill) if len(part))], ignore_index=True)
    return Planted(_named(rows, users, catalogue), users, catalogue.table, rating, propensity)


def _log(
    world: World,
    seen: NDArray[np.bool_],
    randomized: NDArray[np.bool_],
    rating: NDArray[np.int8],
    propensity: NDArray[np.float64],
    rng: Generator,
) -> pd.DataFrame:
    """The organic and the randomized rows, by codes."""
    users, items = np.nonzero(seen)
    shown = randomized[users, items]
    chance = round(world.randomized_per_user / world.n_items, 6)
    return pd.DataFrame(
        {
            USER_CODE: users,
            ITEM_CODE: items,
            FEEDBACK: rating[users, items],
            TIMESTAMP: moments(len(users), rng),
            PROPENSITY: np.where(shown, chance, propensity[users, items]),
            RANDOMIZED: shown,
        }
    )


def _with_spammer(world: World, people: People) -> pd.DataFrame:
    """`users.csv`: the spam account is one more user, who claims to be like anybody else."""
    if not world.spam:
        return people.table
    width = max(4, len(str(world.n_users)))
    claims = [f"u{world.n_users + 1:0{width}d}", "city", 30, "desktop"]
    return pd.concat([people.table, pd.DataFrame([claims], columns=people.table.columns)], ignore_index=True)


def _named(rows: pd.DataFrame, users: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """`interactions.csv`: codes become ids; in the order of time, as a log is."""
    rows[USER] = users[USER].to_numpy()[rows[USER_CODE]]
    rows[ITEM] = catalogue.table[ITEM].to_numpy()[rows[ITEM_CODE]]
    return rows.sort_values([TIMESTAMP, USER, ITEM], ignore_index=True)[COLUMNS]
