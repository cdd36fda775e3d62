"""Gini index of exposure over the whole catalogue."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.metrics.base import OfSystem
from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.material import Material

KEY = "gini"


@dataclass(frozen=True, slots=True)
class Gini(OfSystem):
    """G = sum_j (2 j - n - 1) e_(j) / ((n - 1) sum_j e_(j)), exposures ascending; in [0, 1].

    0: all items are exposed alike; 1: one item has all. n counts the whole catalogue: over recommended items only,
    concentration would be understated. Descriptive: a functional that the bootstrap over users misses, so it has no
    interval.
    Source: Fleder & Hosanagar (2009), Blockbuster culture's next rise or fall.
    """

    k: int = 10

    def value(self, material: Material) -> float | None:
        """The index in [0, 1]; None for an empty system or a catalogue of one item."""
        return gini_index(exposure_by_item(material, self.k))


def gini_index(amounts: NDArray[Any]) -> float | None:
    """G of n amounts that are not negative; None for fewer than two or where all are 0."""
    ascending = np.sort(amounts)
    n = len(ascending)
    if n < 2 or ascending.sum() == 0:
        return None
    return float(((2 * np.arange(1, n + 1) - n - 1) * ascending).sum() / ((n - 1) * ascending.sum()))
