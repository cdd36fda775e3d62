"""Activity: how many interactions users have, and how much of the log the busiest wrote."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS
from engine.diagnostics import small
from engine.diagnostics.levels import Level, level

FEW_ROWS = 5
"""A user with fewer interactions has few."""
WEAK_FEW, POOR_FEW = 0.1, 0.5
WEAK_TOP, POOR_TOP = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Activity:
    """Histogram of the interactions a user over bins [edge, next edge) that grow 1-2-5.

    `users` has a count for each bin, bins being put together until none has 1 to 9 users; users without any
    interaction are in `without` alone, unless they are that few: then the first bin begins at 0 and holds them.
    `few_share`: of all users, those below `FEW_ROWS` interactions, None where they are 1 to 9. `top_share`: of all
    rows, those of the busiest 1% of users, None where these are fewer than 10. `poor`: users below `FEW_ROWS` are
    above 50% or `top_share` is; `weak`: above 10% or 25%.
    """

    verdict: Level
    edges: tuple[int, ...]
    users: tuple[int, ...]
    without: int
    few_share: float | None
    top_share: float | None
    median: float
    least: int = FEW_ROWS


def activity(by_user: NDArray[np.int64]) -> Activity:
    """Describe `by_user`, the interactions of each user, shape (n_users,), at least one of them positive."""
    seen, few = by_user[by_user > 0], int((by_user < FEW_ROWS).sum())
    edges, users, without = _histogram(by_user)
    share, top = few / len(by_user), _top_share(by_user)
    return Activity(
        verdict=level(
            share > POOR_FEW or (top or 0.0) > POOR_TOP,
            share > WEAK_FEW or (top or 0.0) > WEAK_TOP,
        ),
        edges=edges,
        users=users,
        without=without,
        few_share=None if small.few(few) else share,
        top_share=top,
        median=float(np.median(seen)),
    )


def _histogram(by_user: NDArray[np.int64]) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Edges, users a bin, and users without any interaction."""
    without, edges = int((by_user == 0).sum()), log_edges(int(by_user.max()))
    if small.few(without):
        edges, without = (0, *edges), 0
    inside = by_user[by_user >= edges[0]]
    return (*small.pooled(edges, np.histogram(inside, edges)[0].tolist()), without)


def _top_share(by_user: NDArray[np.int64]) -> float | None:
    """The share of rows that the busiest 1% wrote; None where these are fewer than 10 people."""
    n = len(by_user) // 100
    return float(np.sort(by_user)[-n:].sum() / by_user.sum()) if n >= LEAST_USERS else None


def log_edges(largest: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50, … up to the first that is above `largest`: at most three bins a factor of ten."""
    edges = [1]
    while edges[-1] <= largest:
        edges.append((1, 2, 5)[len(edges) % 3] * 10 ** (len(edges) // 3))
    return tuple(edges)
