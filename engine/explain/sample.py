"""Which pairs a surrogate is fitted on: what the model recommends, and what else it could have."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes, Lists, Pairs

MOST_USERS = 400
MOST_LISTED = 20
OTHER_ITEMS = 30
"""Items of the catalogue a user beside those of the list: at most 400 x 50 pairs in all."""
HELD_OUT = 5
"""One user in so many judges the surrogate and is not used to fit it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs of shape (n,), users in a random order; `judged`: the pairs of held-out users."""

    users: Codes
    items: Codes
    judged: NDArray[np.bool_]


def sample(lists: Lists, train: Pairs, n_items: int, rng: np.random.Generator) -> Sample:
    """Users with a list, each with the items of that list and with others that the training fold does not have."""
    chosen = rng.permutation(len(lists.users))[:MOST_USERS]
    users, items, judged = [], [], []
    for place, row in enumerate(chosen):
        user = lists.users[row]
        own = lists.items[row, :MOST_LISTED]
        own = own[own >= 0]
        low, high = np.searchsorted(train.users, [user, user + 1])
        others = _others(np.concatenate([own, train.items[low:high]]), n_items, rng)
        users.append(np.full(len(own) + len(others), user, dtype=np.int32))
        items.append(np.concatenate([own, others]).astype(np.int32))
        judged.append(np.full(len(users[-1]), place % HELD_OUT == 0))
    return Sample(np.concatenate(users), np.concatenate(items), np.concatenate(judged))


def _others(taken: NDArray[np.int32], n_items: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Up to `OTHER_ITEMS` different items, uniform over those not taken; fewer where little is left."""
    drawn = rng.integers(n_items, size=3 * OTHER_ITEMS)
    _values, first = np.unique(drawn, return_index=True)
    fresh = drawn[np.sort(first)]
    return fresh[~np.isin(fresh, taken)][:OTHER_ITEMS]
