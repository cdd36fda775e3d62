"""What of each hidden count must be uncertain: tables that hold each other, taken apart into layers.

Published are, for example, all users, those with a test pair, and those with a positive one. Each table holds the
next, and whoever attacks knows it. What is shown is the same in all of them, so what is shown of the differences
(users without a test pair; with one but none positive; with a positive one) follows too, and that is all: each
difference is a table of non-negative counts of its own, with equations of its own. An interval of a count in a table
is the sum of those of its layers, so the innermost table that is not known to be empty decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.statistics.margins import Cells, Counts, Margins


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Tables of which each holds the next, as counts of published cells: `tables`, and `layers`, their differences.

    Both have the shape (tables, cells); the last layer is the last table.
    """

    tables: Counts
    layers: Counts

    @classmethod
    def of(cls, tables: Sequence[Counts]) -> "Chain":
        """The chain of tables from the outermost to the innermost."""
        whole = np.stack(tables)
        return cls(whole, np.vstack([whole[:-1] - whole[1:], whole[-1:]]))


def chains(of: Margins, tables: Sequence[Counts]) -> tuple[Chain, ...]:
    """The tables in as few chains as a greedy search finds, the largest table first.

    Args:
        of: The margins of the tables' shape.
        tables: Joint counts, each of that shape.
    """
    found: list[list[Counts]] = []
    for table in sorted(tables, key=lambda t: -int(t.sum())):
        chain = next((c for c in found if bool((c[-1] >= table).all())), None)
        if chain is None:
            found.append([table])
        elif bool((chain[-1] > table).any()):
            chain.append(table)
    return tuple(Chain.of([of.counts(table) for table in chain]) for chain in found)


def deciding(of: Margins, chain: Chain, hidden: Cells) -> Counts:
    """The layer whose interval decides for each cell, shape (cells,); -1 for shown cells and known empty ones.

    A cell inside a shown empty one is known to be empty: that a group has nobody in it is published on purpose, and
    what follows from it is no secret of the cell.
    """
    found = np.full(of.n_cells, -1)
    for place, counts in enumerate(chain.tables):
        possible = ~of.inside(~hidden & (counts == 0))
        found[hidden & of.touched(possible)] = place
    return found
