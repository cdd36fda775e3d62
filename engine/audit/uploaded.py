"""What to beware of where the lists came from elsewhere: they may have caused what judges them."""

from collections.abc import Iterator

import numpy as np

from engine.audit.groups import LEAST_USERS
from engine.audit.system import System
from engine.contracts import Finding


def uploaded(system: System) -> Iterator[Finding]:
    """One finding on every audit of uploaded lists: how they may flatter themselves, or that nothing judges them.

    Interactions after the cutoff happened while people saw the lists, and what is shown gets clicked. The
    finding counts the test pairs whose item is on the user's own list. Source: Chaney, Stewart & Engelhardt
    (2018), How algorithmic confounding in recommendation systems increases homogeneity and decreases utility.
    """
    if system.origin != "uploaded":
        return
    if not len(system.test):
        yield Finding("lists.no_cutoff", "note", {})
        users = np.unique(system.train.users)
        without = int(len(users) - np.isin(users, system.lists.users).sum())
        if min(without, len(users) - without) >= LEAST_USERS:
            yield Finding("lists.unserved", "caution", {"users": without, "of": len(users)})
        return
    yield Finding("lists.own_influence", "caution", {"listed": _listed(system), "of": len(system.test)})


def _listed(system: System) -> int:
    """Test pairs whose item is on the list of their user."""
    n_items = 1 + max(int(system.lists.items.max(initial=0)), int(system.test.items.max(initial=0)))
    shown = system.lists.items >= 0
    users = np.repeat(system.lists.users.astype(np.int64), shown.sum(axis=1))
    lists = users * n_items + system.lists.items[shown]
    return int(np.isin(system.test.users.astype(np.int64) * n_items + system.test.items, lists).sum())
