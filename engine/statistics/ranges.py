"""The check of a pattern: for each hidden count the interval that follows from everything that is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.statistics.attack import Attack, whole
from engine.statistics.lattice import Pattern
from engine.statistics.layers import chains
from engine.statistics.margins import Axes, Cells, Counts, Margins, margins


@dataclass(frozen=True, slots=True)
class Range:
    """What follows for one hidden count: of a chain of tables the one at `table`, largest first, and its cell."""

    chain: int
    table: int
    axes: Axes
    cell: tuple[int, ...]
    low: float
    high: float

    @property
    def width(self) -> int:
        """From the first whole number within to the last."""
        return int(whole(np.array(self.low), np.array(self.high)))


def ranges(tables: Sequence[Counts], pattern: Pattern) -> list[Range]:
    """The interval of each hidden count in each table: its smallest and largest value by linear programming.

    An attack over the real numbers: two programmes for each count and layer, which no search has cut short. Whole
    numbers could in rare cases leave less than an interval's whole numbers.

    Args:
        tables: Joint counts of users, of one shape.
        pattern: What is not shown of them. Where not even the totals are, nothing follows and the list is empty.
    """
    if not pattern.total:
        return []
    of = margins(tables[0].shape)
    hidden = np.zeros(of.n_cells, dtype=bool)
    for subset, cells in pattern.hidden.items():
        hidden[of.numbers[subset]] = cells
    found: list[Range] = []
    for place, chain in enumerate(chains(of, tables)):
        low = np.zeros(of.n_cells)
        high = np.zeros(of.n_cells)
        for table in reversed(range(len(chain.layers))):  # a table is the sum of its layers
            attack = Attack.on(of, chain.layers[table], hidden)
            for cell in np.flatnonzero(hidden).tolist():
                least, most = attack.bounds(cell)
                low[cell] += least[cell]
                high[cell] += most[cell]
            found += [
                Range(place, table, subset, index, float(low[n]), float(high[n]))
                for subset, index, n in _hidden(of, hidden)
            ]
    return found


def _hidden(of: Margins, hidden: Cells) -> Iterator[tuple[Axes, tuple[int, ...], int]]:
    for subset, cells in of.numbers.items():
        for index in np.argwhere(hidden[cells]).tolist():
            yield subset, tuple(index), int(cells[tuple(index)])
