"""The position-based model fitted to counts: how much of the clicks is the position's doing, how much the item's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from engine.contracts import Codes

MOST_SWEEPS = 5_000
ENOUGH = 1e-7
"""The largest change of a relative theta in a sweep at which it ends."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of each item at each group of positions, counted: `shown` and `clicked` of shape (cells,)."""

    items: NDArray[np.int64]
    groups: NDArray[np.int64]
    shown: Floats
    clicked: Floats

    @classmethod
    def of(cls, items: Codes, groups: NDArray[np.int64], clicks: NDArray[np.bool_]) -> "Cells":
        """Count rows; items without a click are left out, as they say nothing of positions."""
        some = np.bincount(items, weights=clicks) > 0
        kept = some[items]
        width = int(groups.max()) + 1
        key = items[kept].astype(np.int64) * width + groups[kept]
        distinct, cell = np.unique(key, return_inverse=True)
        place = np.unique(distinct // width, return_inverse=True)[1]
        clicked = np.bincount(cell, weights=clicks[kept]).astype(np.float64)
        return cls(place, distinct % width, np.bincount(cell).astype(np.float64), clicked)


def joined(cells: Cells) -> int:
    """Into how many parts the groups of positions fall when two are linked by each item that was shown at both."""
    n_groups = int(cells.groups.max()) + 1
    nodes = n_groups + int(cells.items.max()) + 1
    links = coo_array((np.ones(len(cells.items)), (cells.groups, n_groups + cells.items)), shape=(nodes, nodes))
    _parts, labels = connected_components(links, directed=False)
    return len(np.unique(labels[:n_groups]))


def examination(cells: Cells) -> Floats:
    """Theta of each group of positions, the largest 1, shape (groups,).

    Each sweep of expectation maximisation shares the skips out: to not having been looked at, with
    (1 - theta) / (1 - theta gamma), and to not having been liked, with (1 - gamma) / (1 - theta gamma).
    """
    skipped = cells.shown - cells.clicked
    by_group, by_item = np.bincount(cells.groups, cells.shown), np.bincount(cells.items, cells.shown)
    theta = np.bincount(cells.groups, cells.clicked) / by_group
    theta = 0.9 * theta / theta.max()
    gamma = np.full(len(by_item), 0.5)
    for _sweep in range(MOST_SWEEPS):
        looked, liked = theta[cells.groups], gamma[cells.items]
        blame = skipped / np.maximum(1 - looked * liked, 1e-12)
        new = np.bincount(cells.groups, cells.clicked + blame * looked * (1 - liked)) / by_group
        gamma = np.bincount(cells.items, cells.clicked + blame * liked * (1 - looked)) / by_item
        change = np.abs(new / new.max() - theta / theta.max()).max()
        theta = new
        if change < ENOUGH:
            break
    relative: Floats = theta / theta.max()
    return relative
