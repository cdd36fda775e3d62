"""Who got no list at all: not serving a group must not make it look well served."""

from collections.abc import Iterator, Set

import numpy as np

from engine.audit.groups import groupable, groups_of
from engine.audit.system import System
from engine.contracts import Dataset, Finding

MANY = 0.05


def served(dataset: Dataset, system: System, withheld: Set[tuple[str, str]] = frozenset()) -> Iterator[Finding]:
    """Users with test interactions and no list: how many, and in which groups more than 5%.

    `withheld`: (attribute, group) whose size an audit's row does not show: a share would give it away.
    """
    tested = np.zeros(dataset.schema.n_users, dtype=bool)
    tested[system.test.users] = True
    missing = tested.copy()
    missing[system.lists.users] = False
    if not missing.any():
        return
    yield Finding("lists.missing", "caution", {"users": int(missing.sum()), "of": int(tested.sum())})
    for attribute in groupable(dataset):
        groups = groups_of(dataset, attribute.name)
        if groups.side == "item":
            continue
        for label, inside in zip(groups.labels, groups.member.T, strict=True):
            of, without = int((tested & inside).sum()), int((missing & inside).sum())
            hidden = label in groups.hidden or (attribute.name, label) in withheld
            if not hidden and min(without, of - without) >= 10 and without > MANY * of:
                facts = {"attribute": attribute.name, "group": label, "share": without / of}
                yield Finding("lists.missing_group", "flag", facts)
