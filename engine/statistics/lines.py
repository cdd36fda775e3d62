"""The line rule: no equation between a cell and those it adds up may give a hidden one away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.statistics.layers import Chain, deciding
from engine.statistics.margins import Cells, Counts, Line, Margins


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is to be protected, and how much of it.

    `target`: cells that need company when hidden, shape (cells,). `cost`: what hiding a cell takes from the reader:
    its users in the largest table; an empty cell costs as much as the smallest that is shown, since an outsider may
    know that nobody can be in it, and then it is no company.
    """

    margins: Margins
    chains: tuple[Chain, ...]
    target: Cells
    width: int
    cost: Counts


def close(task: Task, hidden: Cells) -> Cells:
    """The hidden cells with the smallest others that every line needs: two hidden cells, together of the width.

    Necessary for the width (from two hidden cells whose sum is known, each lies between 0 and that sum), not
    sufficient: several lines together can tell more.
    """
    hidden = hidden.copy()
    while True:
        before = int(hidden.sum())
        decides = [np.where(task.target, deciding(task.margins, chain, hidden), -1) for chain in task.chains]
        for line in task.margins.lines:
            for i in np.flatnonzero(_open(task, line, hidden, decides)):
                _join(task, line.cells[i], hidden)
        if int(hidden.sum()) == before:
            return hidden


def _open(task: Task, line: Line, hidden: Cells, decides: Sequence[Counts]) -> Cells:
    """The lines that lack company, shape (lines,)."""
    within = hidden[line.cells]
    few = within.sum(axis=1) < 2
    lacking = hidden[line.sums] & task.target[line.sums] & ~within.any(axis=1)
    for chain, layer in zip(task.chains, decides, strict=True):
        for place, counts in enumerate(chain.layers):
            concerned = (layer[line.cells] == place).any(axis=1) & ~hidden[line.sums]
            together = np.where(within, counts[line.cells], 0).sum(axis=1)
            lacking |= concerned & (few | (together < task.width))
    return lacking


def _join(task: Task, cells: Counts, hidden: Cells) -> None:
    """Hide the smallest of the cells that is not hidden, an occupied one before an empty one; ties by number."""
    rest = cells[~hidden[cells]]
    if len(rest):
        empty = np.all([chain.tables[0][rest] == 0 for chain in task.chains], axis=0)
        hidden[rest[np.lexsort((rest, task.cost[rest], empty))[0]]] = True
