"""Which further cells to hide so that one hidden count gets the width it needs: a linear programme."""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from engine.statistics.attack import NEAR
from engine.statistics.lines import Task
from engine.statistics.margins import Cells, Counts

GOLDEN = (5**0.5 - 1) / 2


def company(task: Task, layer: Counts, hidden: Cells, cell: int, width: int) -> Cells | None:
    """The cells to hide so that a cell's count can vary by `width`; None where no company can do that.

    Two possible tables u and v, whose counts in the cell differ by the width, may depart from what is shown, at
    a price of `task.cost` a user and cell:

        minimise  sum over shown cells of cost (|Mu - b| + |Mv - b|)   with  (Mu - Mv)[cell] >= width,  u, v >= 0,

    M the sums of joint cells and b the layer's counts; the total stays. Where they depart is the company: a small
    one, not always the smallest. It is the sequential heuristic of Kelly, Golden and Assad (Cell Suppression:
    Disclosure Protection for Sensitive Tabular Data, Networks 22, 1992), with what Fischetti and Salazar (Solving the
    Cell Suppression Problem on Tabular Data with Linear Constraints, Management Science 47, 2001) call sliding levels.

    Args:
        task: The margins and costs.
        layer: The layer's counts, shape (cells,).
        hidden: What is hidden already, shape (cells,).
        cell: The cell to protect.
        width: By how many users its count must be able to vary.
    """
    adds, shown = task.margins.adds, ~hidden
    shown[0] = False  # the total: an equation without a price
    rows = np.flatnonzero(shown)
    one = sparse.vstack([adds[rows], adds[[0]]])
    slack = sparse.vstack([sparse.eye_array(len(rows)), sparse.csr_array((1, len(rows)))])
    table = sparse.hstack([one, slack, -slack])
    apart = sparse.hstack([-adds[[cell]], sparse.csr_array((1, 2 * len(rows)))])
    sums = np.append(layer[rows], layer[0]).astype(np.float64)
    found = linprog(
        np.tile(np.concatenate([np.zeros(adds.shape[1]), *[_prices(task, rows)] * 2]), 2),
        A_ub=sparse.hstack([apart, -apart]),
        b_ub=[-float(width)],
        A_eq=sparse.block_diag([table, table]),
        b_eq=np.tile(sums, 2),
        bounds=(0, None),
        method="highs",
    )
    if found.status != 0:
        return None
    joint = adds.shape[1]
    used = found.x.reshape(2, -1)[:, joint:].reshape(4, -1).max(axis=0)
    joined = np.zeros(len(hidden), dtype=bool)
    joined[rows[used > NEAR]] = True
    return joined


def _prices(task: Task, rows: Counts) -> Counts:
    """The costs, with a fixed trifle each, so that one solution is the best whatever way the solver takes."""
    return np.asarray(task.cost[rows] * (1 + 1e-3 * (rows * GOLDEN % 1)))
