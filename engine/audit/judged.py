"""Groups of which one metric can judge too few, and the company without which their sum would follow."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups
from engine.statistics.suppression import suppressed_overlapping


def few_judged(groups: Groups, n: NDArray[np.int64], total: int) -> frozenset[str]:
    """The groups whose values of a metric are withheld although their sizes are shown.

    `n`: users of each group whom the metric counts, shape (G,); `total`: all whom it counts. Where the withheld ones of
    a line together are 1 to 9, the smallest others join them: a line are the groups that add up to a number that is
    shown, as all groups of a column do to the whole, and the cells of a crossing to each of its columns' groups.
    """
    counts = {label: int(count) for label, count in zip(groups.labels, n, strict=True)}
    few = {label for label, count in counts.items() if 0 < count < LEAST_USERS} - groups.hidden
    if not few:
        return frozenset()
    if groups.overlap:
        return suppressed_overlapping([counts], [total], LEAST_USERS) | few
    gone = few | groups.hidden
    lines = list(_lines(groups))
    while True:
        before = len(gone)
        for line in lines:
            gone |= _company([label for label in line if label != UNKNOWN], counts, gone)
        if len(gone) == before:
            return frozenset(gone - groups.hidden)


def _lines(groups: Groups) -> Iterator[Sequence[str]]:
    """All groups; of a crossing also those that share all labels but one."""
    yield groups.labels
    for axis in range(len(groups.cells[0]) if groups.cells else 0):
        by_others: dict[tuple[int, ...], list[str]] = {}
        for label, cell in zip(groups.labels, groups.cells, strict=True):
            by_others.setdefault((*cell[:axis], *cell[axis + 1 :]), []).append(label)
        yield from by_others.values()


def _company(line: Sequence[str], counts: dict[str, int], gone: set[str] | frozenset[str]) -> set[str]:
    """The smallest groups of the line that must join those that are gone."""
    together = sum(counts[label] for label in line if label in gone)
    rest = sorted((label for label in line if label not in gone and counts[label] > 0), key=lambda s: (counts[s], s))
    joined: set[str] = set()
    while 0 < together < LEAST_USERS and rest:
        joined.add(rest[0])
        together += counts[rest.pop(0)]
    return joined
