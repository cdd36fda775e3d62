"""An order of axes and labels that counts alone decide, so that names and their order change no pattern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.statistics.margins import Axes, Cells, Counts


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """`axes`: the given axes in the new order; `labels`: for each given axis, its labels in the new order."""

    axes: Axes
    labels: tuple[Counts, ...]

    def apply(self, table: Counts) -> Counts:
        """A joint table in the new order."""
        for axis, labels in enumerate(self.labels):
            table = np.take(table, labels, axis)
        return np.ascontiguousarray(table.transpose(self.axes))

    def undo(self, found: Mapping[Axes, Cells], subset: Axes) -> Cells:
        """A subset's cells in the given order, from those by subsets of the new one."""
        placed = sorted(self.axes.index(axis) for axis in subset)
        cells = found[tuple(placed)].transpose([[self.axes[p] for p in placed].index(axis) for axis in subset])
        for at, axis in enumerate(subset):
            cells = np.take(cells, np.argsort(self.labels[axis]), at)
        return cells


def canonical(tables: Sequence[Counts]) -> Order:
    """Axes by their number of labels, labels by their users; ties by the counts they are crossed with, then as given.

    Args:
        tables: Joint counts of one shape.
    """
    keys = [[_key(tables, axis, label) for label in range(n)] for axis, n in enumerate(tables[0].shape)]
    labels = tuple(np.array(sorted(range(len(of)), key=lambda i, of=of: of[i])) for of in keys)  # type: ignore[misc]
    axes = sorted(range(len(keys)), key=lambda axis: (len(keys[axis]), sorted(keys[axis])))
    return Order(tuple(axes), labels)


def _key(tables: Sequence[Counts], axis: int, label: int) -> tuple[Any, ...]:
    slices = [np.take(table, label, axis) for table in tables]
    return tuple(int(s.sum()) for s in slices), tuple(tuple(np.sort(s, axis=None).tolist()) for s in slices)
