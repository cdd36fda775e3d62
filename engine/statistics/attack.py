"""What an attacker can derive: the largest and smallest counts that agree with everything that is shown."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from engine.statistics.margins import Cells, Counts, Margins

NEAR = 1e-6
"""Below this, a difference of two counts is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """The equations of one layer: non-negative joint counts whose shown sums are as shown.

    `adds`: sparse, from the joint cells that may be occupied to all published cells; `known`: the rows of it that
    are shown and not empty; `sums`: what is shown there; `true`: the counts of all published cells.
    """

    adds: Any
    known: Any
    sums: NDArray[np.float64]
    true: NDArray[np.float64]

    @classmethod
    def on(cls, of: Margins, counts: Counts, hidden: Cells) -> "Attack":
        """What is shown of one layer.

        Args:
            of: The margins.
            counts: The layer's true counts, shape (cells,).
            hidden: Which of them are not shown, shape (cells,).
        """
        possible = ~of.inside(~hidden & (counts == 0))
        adds = of.adds[:, np.flatnonzero(possible)]
        rows = np.flatnonzero(~hidden & (counts > 0))
        return cls(adds, adds[rows], counts[rows].astype(np.float64), counts.astype(np.float64))

    def towards(self, direction: NDArray[np.float64]) -> NDArray[np.float64]:
        """The counts of all published cells, shape (cells,), of a possible table with the largest `direction @ counts`.

        Where the solver gives up, the true ones: then only the truth is known to be possible, and more gets hidden.
        """
        if self.adds.shape[1] == 0:
            return self.true
        gain = self.adds.T @ direction
        found = linprog(-gain, A_eq=self.known, b_eq=self.sums, bounds=(0, None), method="highs")
        return np.asarray(self.adds @ found.x) if found.status == 0 else self.true

    def bounds(self, cell: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The possible tables with the smallest and the largest count in a cell, as counts of all cells."""
        direction = np.zeros(self.adds.shape[0])
        direction[cell] = 1.0
        return self.towards(-direction), self.towards(direction)


def whole(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """The width of an interval of counts, which are whole numbers: from the first to the last within."""
    return np.asarray(np.floor(high + NEAR) - np.ceil(low - NEAR))
