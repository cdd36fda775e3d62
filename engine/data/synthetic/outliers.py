"""A spam account that gives hundreds of 5s in one night, and an item that is shilled within two days."""

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from engine.columns import FEEDBACK, ITEM_CODE, PROPENSITY, PROVIDER, RANDOMIZED, TIMESTAMP, USER_CODE
from engine.data.synthetic.catalogue import Catalogue
from engine.data.synthetic.times import HOUR, at_day
from engine.data.synthetic.world import World

Codes = NDArray[np.int64]


def spam_rows(world: World, catalogue: Catalogue, rng: Generator) -> pd.DataFrame:
    """`spam` rows of an extra account (code n_users): all items of one provider first, then filler items."""
    provider = catalogue.table[PROVIDER].to_numpy()
    names = np.unique(provider[~catalogue.independent])
    promoted = np.flatnonzero(provider == names[rng.integers(len(names))])
    filler = rng.permutation(np.setdiff1d(np.arange(world.n_items), promoted))
    items = np.concatenate([promoted, filler])[: world.spam]
    night = at_day(200) + HOUR + rng.integers(0, 4 * HOUR, size=len(items))
    return _injected(np.full(len(items), world.n_users), items, night)


def shill_rows(world: World, seen: NDArray[np.bool_], catalogue: Catalogue, rng: Generator) -> pd.DataFrame:
    """5s of `shill` accounts that had not seen the item, for the item with the least appeal to anybody."""
    item = shilled_item(catalogue)
    accounts = np.sort(rng.permutation(np.flatnonzero(~seen[:, item]))[: world.shill])
    burst = at_day(280) + rng.integers(0, 48 * HOUR, size=len(accounts))
    return _injected(accounts, np.full(len(accounts), item), burst)


def shilled_item(catalogue: Catalogue) -> int:
    """The established item whose better appeal of the two regions is the lowest."""
    return int(np.argmin(catalogue.appeal.max(axis=0) + 1e6 * catalogue.independent))


def _injected(users: Codes, items: Codes, when: Codes) -> pd.DataFrame:
    """Rows that were put there: nothing was left to chance, so their propensity is 1."""
    return pd.DataFrame(
        {USER_CODE: users, ITEM_CODE: items, FEEDBACK: 5, TIMESTAMP: when, PROPENSITY: 1.0, RANDOMIZED: False}
    )
