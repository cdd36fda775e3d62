"""Who got no list at all: not serving a group must not make it look well served."""

from collections.abc import Iterator, Set
from math import floor

import numpy as np

from engine.audit.groups import LEAST_USERS, groupable, groups_of
from engine.audit.sizes import floored
from engine.audit.system import System
from engine.contracts import Dataset, Finding

MANY = 0.05
"""Of a group without a list, so that it is named."""


def served(dataset: Dataset, system: System, withheld: Set[tuple[str, str]] = frozenset()) -> Iterator[Finding]:
    """Users with test interactions and no list: how many in tens, and in which groups more than 5%.

    `withheld`: (attribute, group) whose size an audit's row does not show: a share would give it away.
    """
    tested = np.zeros(dataset.schema.n_users, dtype=bool)
    tested[system.test.users] = True
    missing = tested.copy()
    missing[system.lists.users] = False
    if not missing.any():
        return
    yield _missing(int(missing.sum()), int(tested.sum()))
    for attribute in groupable(dataset):
        groups = groups_of(dataset, attribute.name)
        if groups.side == "item":
            continue
        for label, inside in zip(groups.labels, groups.member.T, strict=True):
            of, without = int((tested & inside).sum()), int((missing & inside).sum())
            hidden = label in groups.hidden or (attribute.name, label) in withheld
            if not hidden and min(without, of - without) >= LEAST_USERS and without > MANY * of:
                share = floor(100 * floored(without) / of) / 100
                facts = {"attribute": attribute.name, "group": label, "share": share}
                yield Finding("lists.missing_group", "flag", facts)


def _missing(without: int, of: int) -> Finding:
    """How many have no list, in tens: less what the groups are told to lack, the number itself gives away the rest."""
    if without < LEAST_USERS:
        return Finding("lists.missing_few", "caution", {"least": LEAST_USERS})
    if 0 < of - without < LEAST_USERS:
        return Finding("lists.missing_most", "caution", {"least": LEAST_USERS})
    return Finding("lists.missing", "caution", {"users": floored(without), "of": floored(of)})
