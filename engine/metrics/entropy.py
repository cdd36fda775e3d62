"""Entropy of exposure over the whole catalogue."""

from dataclasses import dataclass

import numpy as np

from engine.metrics.base import Array, OfSystem
from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.material import Material

KEY = "entropy"


@dataclass(frozen=True, slots=True)
class Entropy(OfSystem):
    """H = -sum_i p_i ln p_i / ln n, p_i item i's share of exposure, n the whole catalogue; in [0, 1].

    1: all items are exposed alike; 0: one item has all. Normalised, it does not depend on the base of the logarithm.
    Descriptive: a functional that the bootstrap over users misses, so it has no interval.
    Source: Shannon (1948), A mathematical theory of communication, section 6.
    """

    k: int = 10

    def value(self, material: Material) -> float | None:
        """The entropy in [0, 1]; None for an empty system or a catalogue of one item."""
        return entropy(exposure_by_item(material, self.k))


def entropy(amounts: Array) -> float | None:
    """H of n amounts that are not negative; None for fewer than two or where all are 0."""
    if len(amounts) < 2 or amounts.sum() == 0:
        return None
    share = amounts[amounts > 0] / amounts.sum()
    found = -float((share * np.log(share)).sum() / np.log(len(amounts)))
    return min(1.0, max(0.0, found))  # rounding may lead over the edges
