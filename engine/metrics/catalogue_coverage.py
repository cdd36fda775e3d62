"""Catalogue coverage: what share of the catalogue is shown to anybody?"""

from dataclasses import dataclass

import numpy as np

from engine.metrics.base import OfSystem
from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.material import Material

KEY = "catalogue_coverage"


@dataclass(frozen=True, slots=True)
class CatalogueCoverage(OfSystem):
    """Items in the first k ranks of at least one list / items in the catalogue, in [0, 1]; descriptive.

    Source: Ge, Delgado-Battenfeld & Jannach (2010), Beyond accuracy: evaluating recommender systems by coverage and
    serendipity.
    """

    k: int = 10

    def value(self, material: Material) -> float | None:
        """The share; None for an empty catalogue."""
        exposure = exposure_by_item(material, self.k)
        return float(np.count_nonzero(exposure) / len(exposure)) if len(exposure) else None
