"""Counts of few people are not shown, nor what could give them away."""

from collections.abc import Sequence

from engine.audit.groups import LEAST_USERS


def few(n: int) -> bool:
    """Whether a number is about 1 to 9 users: nobody is no one's secret."""
    return 0 < n < LEAST_USERS


def count(n: int) -> int | None:
    """The count of users; None for 1 to 9."""
    return None if few(n) else n


def pooled(edges: Sequence[int], users: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The histogram with neighbouring bins put together until each has nobody or at least 10 users.

    `edges`: one more than `users`. From the left on; what is left at the end goes to the last bin that has any.
    """
    kept, counts, waiting = [edges[0]], [], 0
    for upper, n in zip(edges[1:], users, strict=True):
        waiting += n
        if not few(waiting):
            kept.append(upper)
            counts.append(waiting)
            waiting = 0
    if waiting:
        while counts and counts[-1] == 0:
            counts.pop()
            kept.pop()
        last = counts.pop() if counts else 0
        kept = [*kept[: len(counts) + 1], edges[-1]]
        counts.append(last + waiting)
    return tuple(kept), tuple(counts)
