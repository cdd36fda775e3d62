"""Catalogue coverage: what share of the catalogue is shown to anybody?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.material import Material

KEY = "catalogue_coverage"


@dataclass(frozen=True, slots=True)
class CatalogueCoverage:
    """Items in the first k ranks of at least one list / items in the catalogue, in [0, 1]; descriptive."""

    SIDE: ClassVar[Literal["system"]] = "system"
    k: int = 10

    def value(self, material: Material) -> float | None:
        """The share; None for an empty catalogue."""
        exposure = exposure_by_item(material, self.k)
        return float(np.count_nonzero(exposure) / len(exposure)) if len(exposure) else None
