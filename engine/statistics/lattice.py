"""Which cells of crossed counts are not shown: one pattern for a whole lattice of groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.statistics.layers import chains
from engine.statistics.lines import Task
from engine.statistics.margins import Axes, Cells, Counts, Margins, margins
from engine.statistics.order import canonical
from engine.statistics.search import search


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What is not shown of tables of users crossed by attributes, the same for all these tables.

    `hidden`: for each subset of one to three axes, in ascending order, the cells that are not shown. `total`:
    whether the totals are shown. They are not where a table counts too few users as a whole; then nothing is.
    """

    hidden: Mapping[Axes, Cells]
    total: bool = True


def protect(tables: Sequence[Counts], least: int, width: int, free: Sequence[Cells]) -> Pattern:
    """The cells of all one-, two- and three-way margins, of all tables, that must not be shown.

    Hidden are cells of 1 to `least` - 1 users in any table, and as company as few and as small others as a search
    finds, until whoever solves the equations of everything that is shown, knowing that counts are not negative and
    that a table holds the next, can bound no hidden count of any table to an interval narrower than `width`.
    Two kinds of cells may be derived: empty ones inside a shown empty cell, and those of a `free` label. The
    pattern does not depend on the order of labels and axes, except among labels with the same counts throughout.

    Args:
        tables: Joint counts of users, of one shape: one axis an attribute (1 to 4), one index a label.
        least: Cells of fewer users, but not of none, are hidden.
        width: From the least to the most users that a hidden cell may have, at least.
        free: For each axis, shape (labels,), labels of which nothing can be given away, such as `unknown`. Their
            cells are hidden when small, but get no company: nobody is recognised by a value that is missing, and
            one stray record would otherwise cost a large group.
    """
    subsets = {s: cells for s, cells in margins(tables[0].shape).numbers.items() if s}
    if any(0 < int(table.sum()) < max(least, width) for table in tables):
        return Pattern({s: np.ones(cells.shape, dtype=bool) for s, cells in subsets.items()}, total=False)
    order = canonical(tables)
    of = margins(order.apply(tables[0]).shape)
    counts = [order.apply(table) for table in tables]
    size = of.counts(np.maximum.reduce(counts))
    target = ~_free(of, [free[axis][order.labels[axis]] for axis in order.axes])
    task = Task(of, chains(of, counts), target, width, np.maximum(size, least))
    small = np.any([(n > 0) & (n < least) for n in map(of.counts, counts)], axis=0)
    found = search(task, small)
    new = {s: found[cells] for s, cells in of.numbers.items()}
    return Pattern({s: order.undo(new, s) for s in subsets})


def _free(of: Margins, free: Sequence[Cells]) -> Cells:
    """The cells with at least one free label, shape (cells,)."""
    found = np.zeros(of.n_cells, dtype=bool)
    for subset, cells in of.numbers.items():
        for at, axis in enumerate(subset):
            found[np.compress(free[axis], cells, at)] = True
    return found
