"""The published margins of a joint table as one vector of cells: which joint cells each of them adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Axes = tuple[int, ...]
Cells = NDArray[np.bool_]
Counts = NDArray[np.int64]
MOST_CROSSED = 3
"""How many axes the finest published margin has."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """All lines along one axis of one subset: `cells`, shape (lines, labels), add up to `sums`, shape (lines,)."""

    sums: NDArray[np.int64]
    cells: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """The published cells of joint tables of one shape, numbered: the total is 0, then subset by subset.

    `adds`: sparse, shape (cells, joint cells), 1 where a joint cell counts in a published one. `numbers`: the
    numbers of each subset's cells, in the shape of that margin. `lines`: every equation between a cell of one
    margin and those of the next finer one.
    """

    shape: tuple[int, ...]
    adds: Any
    numbers: Mapping[Axes, NDArray[np.int64]]
    lines: tuple[Line, ...]

    @property
    def n_cells(self) -> int:
        """How many cells are published, the total with them."""
        return int(self.adds.shape[0])

    def counts(self, table: Counts) -> Counts:
        """The counts of all published cells of a joint table, shape (cells,)."""
        return np.asarray(self.adds @ table.ravel()).round().astype(np.int64)

    def touched(self, joint: Cells) -> Cells:
        """The published cells in which at least one of these joint cells counts."""
        return np.asarray(self.adds @ joint.astype(float)) > 0

    def inside(self, cells: Cells) -> Cells:
        """The joint cells that count in at least one of these published cells."""
        return np.asarray(self.adds.T @ cells.astype(float)) > 0


@lru_cache(maxsize=64)
def margins(shape: tuple[int, ...]) -> Margins:
    """The margins of joint tables of this shape: the total, and all cells by one, two and three axes."""
    axes = range(len(shape))
    subsets = [s for size in range(min(len(shape), MOST_CROSSED) + 1) for s in combinations(axes, size)]
    numbers: dict[Axes, NDArray[np.int64]] = {}
    start = 0
    for subset in subsets:
        of = [shape[a] for a in subset]
        numbers[subset] = np.arange(start, start + prod(of)).reshape(of)
        start += prod(of)
    places = np.indices(shape).reshape(len(shape), -1)
    rows = np.concatenate([numbers[s][tuple(places[a] for a in s)] + np.zeros(prod(shape), int) for s in subsets])
    columns = np.tile(np.arange(prod(shape)), len(subsets))
    adds = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(start, prod(shape)))
    return Margins(shape, adds, numbers, tuple(_lines(shape, numbers)))


def _lines(shape: tuple[int, ...], numbers: Mapping[Axes, NDArray[np.int64]]) -> list[Line]:
    """Coarse margins first."""
    return [
        Line(numbers[subset[:at] + subset[at + 1 :]].ravel(), np.moveaxis(cells, at, -1).reshape(-1, shape[axis]))
        for subset, cells in numbers.items()
        for at, axis in enumerate(subset)
    ]
