"""Activity: how many interactions users have, and how much of the log the busiest wrote."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics.levels import Level, level

FEW_ROWS = 5
WEAK_FEW, POOR_FEW = 0.1, 0.5
WEAK_TOP, POOR_TOP = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Activity:
    """Histogram of the interactions a user over bins [edge, next edge) that grow 1-2-5.

    `users` has a count for each bin; users without any interaction are in `without` alone. `few_share`:
    of all users, those below `FEW_ROWS` interactions; `top_share`: of all rows, those of the busiest 1%
    of users (at least one). `poor`: `few_share` above 50% or `top_share` above 50%; `weak`: above 10% or 25%.
    """

    verdict: Level
    edges: tuple[int, ...]
    users: tuple[int, ...]
    without: int
    few_share: float
    top_share: float
    median: float
    least: int = FEW_ROWS


def activity(by_user: NDArray[np.int64]) -> Activity:
    """Describe `by_user`, the interactions of each user, shape (n_users,), at least one of them positive."""
    seen = by_user[by_user > 0]
    edges = log_edges(int(seen.max()))
    ordered = np.sort(by_user)[::-1]
    few = float((by_user < FEW_ROWS).mean())
    top = float(ordered[: max(1, len(by_user) // 100)].sum() / by_user.sum())
    return Activity(
        verdict=level(few > POOR_FEW or top > POOR_TOP, few > WEAK_FEW or top > WEAK_TOP),
        edges=edges,
        users=tuple(np.histogram(seen, edges)[0].tolist()),
        without=int((by_user == 0).sum()),
        few_share=few,
        top_share=top,
        median=float(np.median(seen)),
    )


def log_edges(largest: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50, … up to the first that is above `largest`: at most three bins a factor of ten."""
    edges = [1]
    while edges[-1] <= largest:
        edges.append((1, 2, 5)[len(edges) % 3] * 10 ** (len(edges) // 3))
    return tuple(edges)
