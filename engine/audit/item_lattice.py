"""Which cells of items by crossed attributes are not shown: those of too few providers, and their company."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import (
    LEAST_PROVIDERS,
    UNKNOWN,
    Groups,
    accompany,
    groups_of,
    provided,
    providers_of,
)
from engine.contracts import Dataset

Mask = NDArray[np.bool_]


def hidden_items(dataset: Dataset, attributes: tuple[str, ...]) -> Mask:
    """The cells that are not shown, an axis an attribute in the order asked, an index a label of its groups.

    Hidden are occupied cells of fewer than three providers. Every line of such cells that adds up to a shown cell
    of a coarser crossing hides at least two of them, together of three providers; one that adds up to a hidden
    cell hides at least one. Cells of items without a value get no company, and are none.

    Args:
        dataset: The dataset.
        attributes: Attributes of items, none of them twice.
    """
    groups = [groups_of(dataset, name) for name in attributes]
    return _hidden(groups, providers_of(dataset))


def _hidden(groups: list[Groups], providers: NDArray[np.int64]) -> Mask:
    if len(groups) == 1:
        return np.array([label in groups[0].hidden for label in groups[0].labels], dtype=bool)
    inside = _cells(groups, providers)
    size = inside.sum(axis=-1)
    occupied = np.asarray(_members(groups).any(axis=-1))
    hidden = np.asarray(occupied & (size < LEAST_PROVIDERS))
    free = np.zeros(hidden.shape, dtype=bool)
    for axis, of in enumerate(groups):
        free[(slice(None),) * axis + (np.array([label == UNKNOWN for label in of.labels]),)] = True
    coarser = {kept: _hidden([groups[a] for a in kept], providers) for kept in _coarser(len(groups))}
    while True:
        before = int(hidden.sum())
        for kept, sums in coarser.items():
            axis = next(a for a in range(len(groups)) if a not in kept)
            for place in np.ndindex(sums.shape):
                line = (*place[:axis], slice(None), *place[axis:])
                accompany(hidden[line], inside[line], free[line], occupied[line], bool(sums[place]))
        if int(hidden.sum()) == before:
            return hidden


def _coarser(n: int) -> list[tuple[int, ...]]:
    return list(combinations(range(n), n - 1))


def _members(groups: list[Groups]) -> Mask:
    """Which items each cell holds, shape (*labels, n_items)."""
    held = np.ones((1,) * len(groups) + (len(groups[0].member),), dtype=bool)
    for axis, of in enumerate(groups):
        shape = [1] * len(groups)
        shape[axis] = len(of.labels)
        held = held & of.member.T.reshape(*shape, -1)
    return held


def _cells(groups: list[Groups], providers: NDArray[np.int64]) -> Mask:
    """Which providers have items in each cell, shape (*labels, n_providers)."""
    held = _members(groups)
    cells = [provided(of, providers) for of in held.reshape(-1, held.shape[-1])]
    return np.array(cells).reshape(*held.shape[:-1], -1)
