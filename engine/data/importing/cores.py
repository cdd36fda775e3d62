"""Cores: users and items with few interactions are left out, until none is left that has fewer."""

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


def core(
    users: NDArray[np.int32], items: NDArray[np.int32], shape: tuple[int, int], least: tuple[int, int]
) -> tuple[Flags, Flags]:
    """Who stays, by user code and by item code, in the largest part of the pairs in which all have enough.

    `shape`: numbers of users and items; `least`: the fewest pairs that a user and an item may have; 0 asks for none
    on that side. Pairs of those who leave are gone for the others, round by round. (Seidman 1983, "Network structure
    and minimum degree", for graphs of two kinds of nodes.)
    """
    stay = (np.ones(shape[0], bool), np.ones(shape[1], bool))
    while True:
        counts = (np.bincount(users, minlength=shape[0]), np.bincount(items, minlength=shape[1]))
        leave = [ok & (count < fewest) for ok, count, fewest in zip(stay, counts, least, strict=True)]
        if not (leave[0].any() or leave[1].any()):
            return stay
        for ok, gone in zip(stay, leave, strict=True):
            ok &= ~gone
        kept = stay[0][users] & stay[1][items]
        users, items = users[kept], items[kept]
