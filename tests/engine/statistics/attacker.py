"""An attacker who knows nothing of the engine's code: plain sums, and two tables that differ as much as they can."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from engine.statistics.lattice import Pattern


def published(shape: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], np.ndarray]]:
    """Every margin's cells: axes, place, and the joint cells in it, in the shape of the table."""
    for size in range(min(3, len(shape)) + 1):
        for axes in combinations(range(len(shape)), size):
            for place in np.ndindex(*[shape[a] for a in axes]):
                inside = np.zeros(shape, dtype=bool)
                where = [slice(None)] * len(shape)
                for axis, label in zip(axes, place, strict=True):
                    where[axis] = label
                inside[tuple(where)] = True
                yield axes, place, inside


def shown_in(pattern: Pattern, axes: tuple[int, ...], place: tuple[int, ...]) -> bool:
    return not axes or not pattern.hidden[axes][place]


def narrow(
    tables: Sequence[np.ndarray], pattern: Pattern, width: int, nested: bool, free: Sequence[np.ndarray]
) -> list:
    """The hidden counts that can be known within fewer than `width`: (table, axes, place, width).

    For each of them one programme over two sets of tables at once: how far can their counts be apart? Where
    `nested`, each table holds the next. Counts that an earlier solution showed to be uncertain are not asked again.
    """
    shape = tables[0].shape
    cells = list(published(shape))
    n, blocks = int(np.prod(shape)), len(tables)
    shown = [inside.ravel() for axes, place, inside in cells if shown_in(pattern, axes, place)]
    equations = np.kron(np.eye(2 * blocks), np.array(shown, dtype=float))
    truth = np.concatenate([np.array(shown) @ table.ravel() for table in tables] * 2)
    held = np.zeros((0, 2 * blocks * n))
    if nested and blocks > 1:
        step = np.eye(blocks, k=1)[:-1] - np.eye(blocks)[:-1]  # the next less this one
        held = np.kron(np.eye(2), np.kron(step, np.eye(n)))
    wide: set = set()
    found = []
    hidden = [cell for cell in cells if not shown_in(pattern, cell[0], cell[1])]
    hidden = [cell for cell in hidden if not any(free[a][p] for a, p in zip(cell[0], cell[1], strict=True))]
    for t, table in enumerate(tables):
        empty = [inside for axes, place, inside in cells if shown_in(pattern, axes, place) and table[inside].sum() == 0]
        possible = ~np.logical_or.reduce([np.zeros(shape, bool), *empty])
        for axes, place, inside in hidden:
            if (t, axes, place) in wide or not (inside & possible).any():
                continue
            goal = np.zeros((2, blocks, n))
            goal[0, t], goal[1, t] = inside.ravel(), -1.0 * inside.ravel()
            result = linprog(-goal.ravel(), A_eq=equations, b_eq=truth, A_ub=held, b_ub=np.zeros(len(held)))
            assert result.status == 0, result.message
            if -result.fun < width - 1e-6:
                found.append((t, axes, place, -result.fun))
            upper, lower = result.x.reshape(2, blocks, n)
            for other_axes, other_place, other in hidden:
                apart = np.abs((upper - lower)[:, other.ravel()].sum(axis=1))
                wide |= {(s, other_axes, other_place) for s in np.flatnonzero(apart >= width - 1e-6).tolist()}
    return found
