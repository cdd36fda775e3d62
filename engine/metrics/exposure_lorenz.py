"""The Lorenz curve of exposure: how much of it do the least exposed items, or providers, have together?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.metrics.base import Array
from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.gini import gini_index
from engine.metrics.material import Material

POINTS = 200
"""More points than this would not be told apart in a figure; those that are kept are exact."""


@dataclass(frozen=True, slots=True)
class Lorenz:
    """Points of the curve, both from 0 to 1, ascending, of the same shape; empty where nothing is exposed.

    `units`: share of the items or providers, the least exposed first. `exposure`: their share of all exposure.
    `gini`: of all of them, None with fewer than two or without exposure; the curve without its last unit's width.
    """

    units: Array
    exposure: Array
    gini: float | None


def lorenz_of_items(material: Material, k: int) -> Lorenz:
    """The curve over all items of the catalogue, in lists cut at k."""
    return lorenz(exposure_by_item(material, k))


def lorenz_of_providers(material: Material, k: int, provider: NDArray[np.integer]) -> Lorenz:
    """The curve over providers, or any grouping of items: codes 0 … P - 1 of shape (n_items,), -1 where unknown.

    Providers without exposure count; items whose provider is unknown are left out.
    """
    known = provider >= 0
    return lorenz(np.bincount(provider[known], weights=exposure_by_item(material, k)[known]).astype(np.float64))


def lorenz(amounts: Array) -> Lorenz:
    """The curve of amounts that are not negative, shape (n,)."""
    running = np.cumsum(np.sort(amounts))
    if not len(amounts) or running[-1] == 0:
        return Lorenz(np.empty(0), np.empty(0), None)
    n = len(amounts)
    kept = np.unique(np.linspace(0, n, min(n, POINTS) + 1).round().astype(int))
    return Lorenz(kept / n, np.concatenate([[0.0], running])[kept] / running[-1], gini_index(amounts))
