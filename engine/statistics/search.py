"""The search for a pattern: small cells, the line rule, then linear programmes for what may not be safe."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.statistics.attack import Attack, whole
from engine.statistics.company import company
from engine.statistics.layers import deciding
from engine.statistics.lines import Task, close
from engine.statistics.margins import Cells, Counts

WORTHWHILE = 2
"""A shot at random goes on as long as it widens so many cells' known ranges to the width."""


@dataclass(slots=True)
class Known:
    """Counts that are known to be possible in one layer: each solution is a table that fits what is shown.

    They stay possible while more is hidden, so nothing is asked twice.
    """

    chain: int
    layer: int
    counts: Counts
    low: NDArray[np.float64] = field(init=False)
    high: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.low = self.high = self.counts.astype(np.float64)

    def see(self, *solutions: NDArray[np.float64]) -> None:
        """Widen the ranges by possible counts of all cells."""
        self.low = np.minimum.reduce([self.low, *solutions])
        self.high = np.maximum.reduce([self.high, *solutions])

    def open(self, task: Task, hidden: Cells) -> Cells:
        """The hidden cells that this layer decides on and that are not known to be safe."""
        decides = deciding(task.margins, task.chains[self.chain], hidden) == self.layer
        wide = whole(self.low, self.high) >= task.width
        return np.asarray(decides & task.target & ~wide)


def search(task: Task, hidden: Cells) -> Cells:
    """The pattern around these hidden cells, shape (cells,).

    Args:
        task: What is to be protected.
        hidden: The cells that are too small to show.
    """
    every = [
        Known(c, place, counts) for c, chain in enumerate(task.chains) for place, counts in enumerate(chain.layers)
    ]
    while True:
        before = int(hidden.sum())
        hidden = close(task, hidden)
        for known in every:
            hidden = _settle(task, known, hidden)
        if int(hidden.sum()) == before:
            return hidden


def _settle(task: Task, known: Known, hidden: Cells) -> Cells:
    """Hide what one layer needs, coarse margins first."""
    _shoot(task, known, hidden)
    while len(left := np.flatnonzero(known.open(task, hidden))):
        cell = int(left[0])
        known.see(*Attack.on(task.margins, known.counts, hidden).bounds(cell))
        if whole(known.low[cell], known.high[cell]) < task.width:
            hidden = close(task, _accompany(task, known, hidden, cell))
            _shoot(task, known, hidden)
    return hidden


def _accompany(task: Task, known: Known, hidden: Cells, cell: int) -> Cells:
    """More and more company until the cell has its width in whole numbers; in the end all cells but the total."""
    for width in range(task.width, task.width + 3):
        joined = company(task, known.counts, hidden, cell, width)
        if joined is None:
            break
        if (joined & ~hidden).any():
            return hidden | joined
    everything = np.ones(len(hidden), dtype=bool)
    everything[0] = False
    return everything


def _shoot(task: Task, known: Known, hidden: Cells) -> None:
    """Possible tables in directions at random, as long as they show that several cells are safe."""
    rng = np.random.default_rng(0)
    attack = Attack.on(task.margins, known.counts, hidden)
    left = known.open(task, hidden)
    while left.any():
        direction = rng.choice([-1.0, 1.0], len(left)) * rng.uniform(0.5, 1.0, len(left))
        known.see(attack.towards(np.where(left, direction, 0.0)))
        before, left = left, known.open(task, hidden)
        if int(before.sum()) - int(left.sum()) < WORTHWHILE:
            return
